/** Bytes of an answer as text. Most say UTF-8; what they really send is known only afterwards. Pure. */

const spoken = new Set([
  'utf-8',
  'utf8',
  'utf-16le',
  'utf-16be',
  'utf-16',
  'gb2312',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
  'shift_jis',
  'iso-8859-1',
  'us-ascii',
  'windows-1252',
]);

/** Never throws: what is no text in the named encoding becomes U+FFFD, which is fine in a name and refused in a tag. */
export function decodeXml(bytes: Buffer, contentType: string): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const declared = /^[^>]{0,120}\bencoding\s*=\s*["']([\w-]{1,20})["']/iu.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  const named = /charset\s*=\s*"?([\w-]{1,20})/iu.exec(contentType)?.[1];
  const label =
    [marked, declared, named].map((each) => each?.toLowerCase()).find((each) => each !== undefined && spoken.has(each)) ?? 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

import { describe, expect, it } from 'vitest';
import { epochMs } from '../../../../src-contract/time.ts';
import type { ImportPreview } from '../../../../src-contract/model/camera-import.ts';
import { decodeCsvFile } from '../../../../src-main/services/camera-csv.ts';
import { CameraDirectory } from '../../../../src-main/services/camera-directory.ts';
import { CameraImport } from '../../../../src-main/services/camera-import.ts';
import { importCameraFile } from '../../../../src-main/services/import-file.ts';
import { cameraDraft, cameraId, cameraRow } from '../../../fakes/camera-rows.ts';
import { createFakeStorage } from '../../../fakes/fake-storage.ts';
import { createFakeVault } from '../../../fakes/fake-vault.ts';

const HEADER = 'number,name,area,main_url,sub_url,transport,username,password';

async function importer(rows = [cameraRow(1), cameraRow(2)]) {
  const storage = createFakeStorage();
  await storage.query('storeCameras', { rows, changedAtMs: 1 });
  let next = 1000;
  const newId = (): string => cameraId(next++);
  const cameras = new CameraDirectory(
    {
      storage,
      vault: createFakeVault(),
      clock: { wall: () => epochMs(1) },
      newId,
      clearFromWall: () => Promise.resolve(() => Promise.resolve()),
      onSharedAddress: () => undefined,
    },
    (await storage.query('listCameras')).rows,
  );
  return { cameras, cameraImport: new CameraImport(cameras, () => 'tcp', newId) };
}

const problems = (preview: ImportPreview): string[] =>
  preview.rows.flatMap((row) => (row.kind === 'bad' ? row.problems.map(({ column, key }) => `${row.line} ${column} ${key}`) : []));

describe('a camera list', () => {
  it('adds and updates what it names, in one step, with credentials sealed', async () => {
    const { cameras, cameraImport } = await importer();
    const preview = cameraImport.preview(
      [
        HEADER,
        '10,Cầu Gia Bảy,Phường Hoàng Văn Thụ,rtsp://u:p@10.0.0.7/main,rtsp://10.0.0.7/sub,UDP,,',
        '1,Tên mới,,rtsp://10.0.0.1/main1,,,,',
        ',Theo địa chỉ,,rtsp://10.0.0.1/main2,,,,',
        ',Không số,,rtsp://10.0.0.8/main,,,,',
      ].join('\r\n'),
    );
    expect(preview.rows.map((row) => [row.kind, row.line, row.name])).toEqual([
      ['add', 2, 'Cầu Gia Bảy'],
      ['update', 3, 'Tên mới'],
      ['update', 4, 'Theo địa chỉ'],
      ['add', 5, 'Không số'],
    ]);
    expect(cameras.list()).toHaveLength(2);
    expect(await cameraImport.apply(preview.importId)).toEqual({ added: 2, updated: 2, skipped: 0 });
    expect(cameras.list().map((camera) => [camera.number, camera.name])).toEqual([
      [1, 'Tên mới'],
      [2, 'Theo địa chỉ'],
      [10, 'Cầu Gia Bảy'],
      [11, 'Không số'],
    ]);
    const added = cameras.list().find((camera) => camera.number === 10);
    expect(added).toMatchObject({ transport: 'udp', username: 'u', hasPassword: true, area: 'Phường Hoàng Văn Thụ' });
  });

  it('keeps what an update does not name: credentials always, other columns when the file lacks them', async () => {
    const { cameras, cameraImport } = await importer();
    await cameraImport.apply(cameraImport.preview('name,main_url\nMới,rtsp://10.0.0.1/main1').importId);
    expect(cameras.get(cameraId(1))).toMatchObject({
      name: 'Mới',
      number: 1,
      area: 'Phường Phan Đình Phùng',
      subUrl: 'rtsp://10.0.0.1/sub1',
      username: 'admin',
      hasPassword: true,
    });
  });

  it('names every bad row by line, column and reason, and still takes the good ones', async () => {
    const { cameraImport } = await importer();
    const preview = cameraImport.preview(
      [
        HEADER,
        'x,Tên,,rtsp://10.1.0.1/,,,,',
        '0,Tên,,rtsp://10.1.0.2/,,,,',
        '11,,,rtsp://10.1.0.3/,,,,',
        '12,Tên,,http://10.1.0.4/,,,,',
        '13,Tên,,,,,,',
        '14,Tên,,rtsp://10.1.0.5/,rtsp://,sctp,,',
        '15,Tên,,rtsp://10.1.0.6/',
        '16,Tốt,,rtsp://10.1.0.7/,,,,',
        '16,Trùng số,,rtsp://10.1.0.8/,,,,',
        '17,Trùng địa chỉ,,rtsp://10.1.0.7/,,,,',
        '1,Hai camera,,rtsp://10.0.0.1/main2,,,,',
      ].join('\n'),
    );
    expect(problems(preview)).toEqual([
      '2 number import-number',
      '3 number import-number',
      '4 name import-name-missing',
      '5 main_url address-scheme',
      '6 main_url address-empty',
      '7 transport import-transport',
      '8  import-cell-count',
      '10 number import-repeated',
      '11 main_url import-repeated',
      '12 number import-two-cameras',
    ]);
    expect([preview.adds, preview.updates, preview.bad]).toEqual([1, 0, 10]);
  });

  it.each([
    ['semicolons and a byte-order mark', `\uFEFFnumber;name;main_url\n5;Chợ Thái;rtsp://10.1.0.1/a,b`],
    ['tabs', 'number\tname\tmain_url\n5\tChợ Thái\trtsp://10.1.0.1/a,b'],
    [
      'quotes, other capitals, blank lines and a column of remarks',
      '"Number","Name","Main URL","ghi chú"\n\n5,"Chợ Thái","rtsp://10.1.0.1/a,b",x\n,,,\n',
    ],
  ])('reads %s', async (_, text) => {
    const { cameras, cameraImport } = await importer([]);
    await cameraImport.apply(cameraImport.preview(text).importId);
    expect(cameras.list()).toMatchObject([{ number: 5, name: 'Chợ Thái', mainUrl: 'rtsp://10.1.0.1/a,b' }]);
  });

  it('counts lines as the spreadsheet shows them, over names of several lines', async () => {
    const { cameraImport } = await importer();
    const preview = cameraImport.preview('name,main_url,area\nA,rtsp://h/1,"hai\ndòng"\n\nB,bad,x\n');
    expect(problems(preview)).toEqual(['5 main_url address-scheme']);
  });

  it.each([
    ['', 'import-empty'],
    ['number,name\n1,a', 'import-missing-column'],
    ['name,main_url,name\na,b,c', 'import-repeated-column'],
    ['name,main_url\n"a,rtsp://h/', 'import-unreadable'],
    [`name,main_url\n${'a,rtsp://h/\n'.repeat(20_001)}`, 'import-too-many-rows'],
  ])('is refused as a whole when it is none', async (text, key) => {
    const { cameraImport } = await importer();
    expect(() => cameraImport.preview(text)).toThrow(key);
  });

  it('never repeats an address or a password in what it says', async () => {
    const { cameraImport } = await importer();
    const preview = cameraImport.preview(`${HEADER}\n1,A,,rtsp://u:CANARY@h:0/,,,,CANARY\n2,B,,http://u:CANARY@h/,,,,`);
    expect(preview.bad).toBe(2);
    expect(JSON.stringify(preview)).not.toContain('CANARY');
  });
});

describe('applying', () => {
  it('is refused when cameras changed since the preview', async () => {
    const { cameras, cameraImport } = await importer();
    const { importId } = cameraImport.preview('name,main_url\nA,rtsp://10.1.0.1/');
    await cameras.add(cameraDraft());
    await expect(cameraImport.apply(importId)).rejects.toMatchObject({ kind: 'conflict', key: 'import-outdated' });
  });

  it('works once for each preview and only for the latest few', async () => {
    const { cameraImport } = await importer();
    const { importId } = cameraImport.preview('name,main_url\nA,rtsp://10.1.0.1/');
    await cameraImport.apply(importId);
    await expect(cameraImport.apply(importId)).rejects.toMatchObject({ kind: 'not-found', key: 'import-gone' });
    const old = cameraImport.preview('name,main_url\nA,rtsp://10.1.0.1/').importId;
    for (let count = 0; count < 4; count += 1) cameraImport.preview('name,main_url\nA,rtsp://10.1.0.1/');
    await expect(cameraImport.apply(old)).rejects.toMatchObject({ key: 'import-gone' });
  });
});

describe('a file', () => {
  it.each([
    ['UTF-8', Buffer.from('name,main_url\nCầu,rtsp://h/1', 'utf8')],
    ['UTF-16 as Excel saves it', Buffer.from('\uFEFFname\tmain_url\nCầu\trtsp://h/1', 'utf16le')],
  ])('in %s is read', async (_, bytes) => {
    const { cameras, cameraImport } = await importer([]);
    const lines: string[] = [];
    await importCameraFile(bytes, cameraImport, (line) => lines.push(line));
    expect([cameras.list()[0]?.name, lines]).toEqual(['Cầu', ['cameras imported: 1 added, 0 updated, 0 skipped']]);
  });

  it('says what it skipped', async () => {
    const { cameraImport } = await importer([]);
    const lines: string[] = [];
    await importCameraFile(Buffer.from('name,main_url\nA,rtsp://h:0/\nB,rtsp://h/1\nC,rtsp://h/1'), cameraImport, (line) =>
      lines.push(line),
    );
    expect(lines).toEqual([
      'cameras imported: 1 added, 0 updated, 2 skipped',
      '  line 2, main_url: address-port',
      '  line 4, main_url: import-repeated (line 3)',
    ]);
  });

  it('in an old code page is refused instead of garbled', () => {
    expect(() => decodeCsvFile(Uint8Array.of(0x43, 0xca, 0x75))).toThrow('import-encoding');
  });
});

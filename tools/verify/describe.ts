/** The report in sentences, for the person who has to act on it. */
import type { LedgerFinding } from '../../src-main/base/ledger/finding.ts';
import type { LedgerReport } from '../../src-main/base/ledger/verify.ts';
import type { Evidence } from './read-ledger.ts';

type Language = 'vi' | 'en';

export function describeReport(report: LedgerReport, { keyFromBeside, ledger }: Evidence, language: Language): string {
  const say = (vi: string, en: string): string => (language === 'vi' ? vi : en);
  const lines = [
    say(`Nhật ký ${report.logId ?? '?'}: ${report.entries} bản ghi`, `Log ${report.logId ?? '?'}: ${report.entries} entries`),
    ...report.epochs.map(({ epoch, entries, signedThrough, witnessedThrough }) => {
      const signed = say(
        `  Kỳ ${epoch}: ${entries} bản ghi, đã ký đến ${signedThrough}`,
        `  Epoch ${epoch}: ${entries} entries, signed through ${signedThrough}`,
      );
      const witnessed = say(
        `tỉnh làm chứng đến ${witnessedThrough}, sau đó chưa có ai làm chứng`,
        `witnessed by the province through ${witnessedThrough}, unwitnessed after that`,
      );
      return ledger.witness === null ? signed : `${signed}, ${witnessed}`;
    }),
    ...(ledger.witness === null
      ? [
          say(
            '  Lời chứng của tỉnh chưa được kiểm: cho khóa bằng --witness và tên bằng --witness-name.',
            "  The province's witness was not checked: give its key with --witness and its name with --witness-name.",
          ),
        ]
      : []),
    ...(keyFromBeside
      ? [
          say(
            '  Khóa công khai lấy cạnh nhật ký: chỉ chứng minh nhật ký khớp với chính nó. Dùng --key với khóa do tỉnh giữ.',
            '  The public key was taken from beside the ledger: that proves only that the ledger fits itself. Give --key with the one the province holds.',
          ),
        ]
      : []),
    ...report.findings.map((finding) => `✗ ${findingText(finding, say)}`),
    report.findings.length === 0
      ? say('Toàn vẹn: không thấy thay đổi nào.', 'Sound: nothing was changed.')
      : say(`KHÔNG toàn vẹn: ${report.findings.length} điểm sai.`, `NOT sound: ${report.findings.length} findings.`),
  ];
  return `${lines.join('\n')}\n`;
}

function findingText(finding: LedgerFinding, say: (vi: string, en: string) => string): string {
  const entry = 'seq' in finding ? say(`Kỳ ${finding.epoch}, bản ghi ${finding.seq}`, `Epoch ${finding.epoch}, entry ${finding.seq}`) : '';
  const range = 'from' in finding && 'to' in finding ? `${finding.from}–${finding.to}` : '';
  const inEpoch = 'epoch' in finding ? say(`Kỳ ${finding.epoch}`, `Epoch ${finding.epoch}`) : '';
  switch (finding.kind) {
    case 'unreadable':
      return say(`${entry}: không đọc được`, `${entry}: cannot be read`);
    case 'changed':
      return say(`${entry}: nội dung đã bị sửa sau khi ghi`, `${entry}: was changed after it was written`);
    case 'link-broken':
      return say(`${entry}: không nối với bản ghi trước nó`, `${entry}: does not follow the entry before it`);
    case 'missing':
      return say(`${inEpoch}: thiếu bản ghi ${range}`, `${inEpoch}: entries ${range} are missing`);
    case 'out-of-order':
      return say(`${entry}: nằm ở vị trí ${finding.standsAt}`, `${entry}: stands at place ${finding.standsAt}`);
    case 'duplicate':
      return say(`${entry}: lặp lại ở vị trí ${finding.standsAt}`, `${entry}: is repeated at place ${finding.standsAt}`);
    case 'foreign':
      return say(`${entry}: thuộc nhật ký khác (${finding.logId})`, `${entry}: belongs to another log (${finding.logId})`);
    case 'clock-jump':
      return say(
        `${entry}: đồng hồ nhảy ${finding.jumpMs} ms mà không khai`,
        `${entry}: the clock jumped ${finding.jumpMs} ms and nothing says so`,
      );
    case 'tail-missing':
      return say(`${inEpoch}: phần cuối ${range} đã mất`, `${inEpoch}: the end, ${range}, is gone`);
    case 'rolled-back':
      return say(
        `${inEpoch}: nhật ký bị trả về trạng thái cũ, thiếu ${range}`,
        `${inEpoch}: an older state was put back, ${range} are missing`,
      );
    case 'rewritten':
      return say(`${inEpoch}: bản ghi ${range} đã bị viết lại`, `${inEpoch}: entries ${range} were rewritten`);
    case 'fork':
      return say(`${inEpoch}: có hai lịch sử khác nhau từ ${range}`, `${inEpoch}: two histories differ within ${range}`);
    case 'wrong-key':
      return say(
        `${inEpoch}: điểm kiểm tra ${finding.size} không do máy này ký`,
        `${inEpoch}: checkpoint ${finding.size} was not signed by this workstation`,
      );
    case 'seal-broken':
      return say(
        `${inEpoch}: niêm phong của điểm kiểm tra ${finding.size} sai`,
        `${inEpoch}: checkpoint ${finding.size} was not sealed in its time`,
      );
    case 'foreign-checkpoint':
      return say(`${inEpoch}: điểm kiểm tra ${finding.size} của nhật ký khác`, `${inEpoch}: checkpoint ${finding.size} is of another log`);
    case 'unreadable-checkpoint':
      return say(`Điểm kiểm tra thứ ${finding.place + 1} không đọc được`, `Checkpoint number ${finding.place + 1} cannot be read`);
  }
}

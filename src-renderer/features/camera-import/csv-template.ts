/** The file people start an import from; a byte order mark lets spreadsheets read it as UTF-8. */
const BYTE_ORDER_MARK = '\u{feff}';
const rows = [
  'number,name,area,main_url,sub_url,transport,username,password',
  '101,Đảo tròn trung tâm - hướng Bắc,P. Phan Đình Phùng,rtsp://192.168.1.64:554/Streaming/Channels/101,rtsp://192.168.1.64:554/Streaming/Channels/102,tcp,,',
];

export const csvTemplateName = 'camera.csv';
export const csvTemplate = `${BYTE_ORDER_MARK}${rows.join('\r\n')}\r\n`;

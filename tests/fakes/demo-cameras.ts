/** Cameras as a province would name them, for screens and searches. */
import type { Camera } from '../../src-contract/model/camera.ts';

const places: readonly (readonly [name: string, area: string])[] = [
  ['Đảo tròn trung tâm - hướng Bắc', 'P. Phan Đình Phùng'],
  ['Quảng trường Võ Nguyên Giáp', 'P. Phan Đình Phùng'],
  ['Chợ Thái - cổng chính', 'P. Phan Đình Phùng'],
  ['Cầu Gia Bảy', 'P. Linh Sơn'],
  ['Nút giao Yên Bình', 'P. Vạn Xuân'],
  ['KCN Yên Bình - cổng 1', 'P. Vạn Xuân'],
  ['Nút Tân Lập', 'P. Tích Lương'],
  ['QL3 Ba Hàng', 'P. Phổ Yên'],
  ['Đập Núi Cốc', 'Xã Đại Phúc'],
  ['Hồ Núi Cốc - bến thuyền', 'Xã Đại Phúc'],
  ['ATK Phú Đình', 'Xã Phú Đình'],
  ['Trung tâm xã Định Hoá', 'Xã Định Hoá'],
  ['Ngã ba Điềm Thuỵ', 'Xã Điềm Thuỵ'],
  ['KCN Điềm Thuỵ - bãi xe', 'Xã Điềm Thuỵ'],
  ['Chè Tân Cương', 'Xã Tân Cương'],
  ['Cầu Thác Huống', 'P. Gia Sàng'],
  ['Khu gang thép', 'P. Gia Sàng'],
  ['Chợ Bắc Kạn', 'P. Đức Xuân'],
  ['Hồ Ba Bể', 'Xã Ba Bể'],
  ['Đèo Giàng', 'Xã Phủ Thông'],
];

const idOf = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** The first is number 1; names repeat with a lens number after the list of places is used up. */
export function demoCameras(count: number): Camera[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, area] = places[index % places.length] ?? ['', ''];
    const lens = Math.floor(index / places.length);
    return {
      id: idOf(index + 1),
      number: index + 1,
      name: lens === 0 ? name : `${name} - L${String(lens + 1)}`,
      area,
      mainUrl: `rtsp://10.20.${String(index >> 8)}.${String(index & 255)}:554/Streaming/Channels/101`,
      subUrl: `rtsp://10.20.${String(index >> 8)}.${String(index & 255)}:554/Streaming/Channels/102`,
      transport: 'tcp',
      username: 'xem',
      hasPassword: true,
      trustedCertificate: null,
    };
  });
}

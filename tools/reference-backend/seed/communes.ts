/**
 * The 92 communes of the province since 1 July 2025: code, kind, name, centre of its polygon.
 *
 * Codes and polygons: thanglequoc/vietnamese-provinces-database (MIT), August 2026; the centres were computed from the polygons.
 */
export interface Commune {
  readonly code: string;
  readonly kind: 'XA' | 'PHUONG';
  readonly name: string;
  readonly longitude: number;
  readonly latitude: number;
}

/** `code|name|longitude|latitude`, wards marked by `P.`. */
const ROWS = `
01840|P.Đức Xuân|105.850|22.166
01843|P.Bắc Kạn|105.860|22.109
01849|Phong Quang|105.756|22.204
01864|Bằng Thành|105.671|22.658
01879|Cao Minh|105.606|22.569
01882|Nghiên Loan|105.722|22.553
01894|Phúc Lộc|105.825|22.471
01906|Ba Bể|105.627|22.438
01912|Chợ Rã|105.726|22.440
01921|Thượng Minh|105.812|22.354
01933|Đồng Phúc|105.700|22.312
01936|Nà Phặc|105.904|22.402
01942|Bằng Vân|106.052|22.508
01954|Ngân Sơn|105.982|22.463
01957|Thượng Quan|106.059|22.378
01960|Hiệp Lực|105.968|22.327
01969|Phủ Thông|105.851|22.267
01981|Vĩnh Thông|105.970|22.220
02008|Cẩm Giàng|105.895|22.188
02014|Bạch Thông|105.707|22.138
02020|Chợ Đồn|105.595|22.173
02026|Nam Cường|105.564|22.344
02038|Quảng Bạch|105.604|22.269
02044|Yên Thịnh|105.502|22.217
02071|Nghĩa Tá|105.527|22.053
02083|Yên Phong|105.630|22.073
02086|Chợ Mới|105.823|21.877
02101|Thanh Mai|105.759|22.056
02104|Tân Kỳ|105.898|22.048
02107|Thanh Thịnh|105.821|21.963
02116|Yên Bình|105.936|21.943
02143|Văn Lang|106.061|22.259
02152|Cường Lợi|106.173|22.315
02155|Na Rì|106.179|22.215
02176|Trần Phú|106.119|22.140
02185|Côn Minh|106.025|22.104
02191|Xuân Dương|106.034|21.999
05443|P.Phan Đình Phùng|105.834|21.589
05455|P.Quyết Thắng|105.794|21.582
05467|P.Gia Sàng|105.882|21.562
05482|P.Quan Triều|105.795|21.630
05488|Đại Phúc|105.709|21.577
05500|P.Tích Lương|105.851|21.543
05503|Tân Cương|105.787|21.519
05518|P.Sông Công|105.849|21.458
05528|P.Bách Quang|105.868|21.506
05533|P.Bá Xuyên|105.821|21.484
05542|Lam Vỹ|105.691|21.998
05551|Kim Phượng|105.626|21.967
05563|Phượng Tiến|105.709|21.925
05569|Định Hoá|105.594|21.910
05581|Trung Hội|105.634|21.822
05587|Bình Yên|105.573|21.860
05602|Phú Đình|105.528|21.809
05605|Bình Thành|105.571|21.788
05611|Phú Lương|105.726|21.744
05620|Yên Trạch|105.719|21.847
05632|Hợp Thành|105.660|21.767
05641|Vô Tranh|105.772|21.704
05662|Trại Cau|106.011|21.589
05665|Văn Lăng|105.829|21.786
05674|Quang Sơn|105.878|21.735
05680|Văn Hán|105.929|21.664
05692|Đồng Hỷ|105.834|21.673
05707|Nam Hoà|105.964|21.626
05710|P.Linh Sơn|105.857|21.613
05716|Võ Nhai|106.075|21.755
05719|Sảng Mộc|106.004|21.902
05722|Nghinh Tường|106.060|21.849
05725|Thần Sa|105.924|21.829
05740|La Hiên|105.948|21.742
05746|Tràng Xá|106.063|21.689
05755|Dân Tiến|106.163|21.677
05773|Phú Xuyên|105.520|21.676
05776|Đức Lương|105.588|21.739
05788|Phú Lạc|105.652|21.684
05800|Phú Thịnh|105.575|21.688
05809|An Khánh|105.722|21.628
05818|La Bằng|105.561|21.623
05830|Đại Từ|105.608|21.590
05845|Vạn Phú|105.637|21.550
05851|Quân Chu|105.681|21.492
05857|P.Phúc Thuận|105.765|21.452
05860|P.Phổ Yên|105.868|21.437
05881|Thành Công|105.793|21.398
05890|P.Vạn Xuân|105.898|21.398
05899|P.Trung Thành|105.881|21.359
05908|Phú Bình|105.956|21.473
05917|Tân Khánh|105.941|21.545
05923|Tân Thành|106.006|21.506
05941|Điềm Thuỵ|105.921|21.457
05953|Kha Sơn|106.009|21.433
`;

export const communes: readonly Commune[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [code = '', name = '', longitude, latitude] = row.split('|');
    const ward = name.startsWith('P.');
    return {
      code,
      kind: ward ? 'PHUONG' : 'XA',
      name: ward ? name.slice(2) : name,
      longitude: Number(longitude),
      latitude: Number(latitude),
    };
  });

/** As it stands in addresses: `P. Phan Đình Phùng`, `Xã Chợ Mới`. */
export const communeTitle = ({ kind, name }: Commune): string => `${kind === 'PHUONG' ? 'P.' : 'Xã'} ${name}`;

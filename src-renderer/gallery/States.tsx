import { Button } from 'antd';
import { ScreenState } from '../ui/ScreenState.tsx';
import { Part, Sample } from './Part.tsx';

export function States() {
  return (
    <Part name="screen-states" title="What stands where a screen's content would">
      <Sample name="loading">
        <div className="gallery-wide">
          <ScreenState kind="loading" title="Đang đọc nhật ký…" />
        </div>
      </Sample>
      <Sample name="empty">
        <div className="gallery-wide">
          <ScreenState
            kind="empty"
            title="Chưa có camera nào"
            hint="Thêm camera bằng địa chỉ RTSP, hoặc nhập từ CSV."
            action={<Button type="primary">Thêm camera</Button>}
          />
        </div>
      </Sample>
      <Sample name="error">
        <div className="gallery-wide">
          <ScreenState
            kind="error"
            title="Không đọc được nhật ký: ổ đĩa đầy"
            hint="Giải phóng ổ đĩa rồi thử lại."
            action={<Button>Thử lại</Button>}
          />
        </div>
      </Sample>
      <Sample name="denied">
        <div className="gallery-wide">
          <ScreenState kind="denied" title="Vai trò của bạn không được xem mục này" hint="Hỏi quản trị viên của đơn vị." />
        </div>
      </Sample>
    </Part>
  );
}

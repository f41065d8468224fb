import { Alert } from 'antd';
import { Part } from './Part.tsx';

const kinds = ['success', 'info', 'warning', 'error'] as const;

export function Messages() {
  return (
    <Part name="messages" title="Messages">
      {kinds.map((kind) => (
        <div key={kind} className="gallery-wide">
          <Alert type={kind} showIcon title="Camera 1109 không trả lời từ 06:04:38; đang thử lại" />
        </div>
      ))}
    </Part>
  );
}

import { Input, Select } from 'antd';
import { Field } from '../ui/Field.tsx';
import { Part } from './Part.tsx';

export function Fields() {
  return (
    <Part name="fields" title="Fields">
      <div className="gallery-wide">
        <Field label="Tên camera" hint="Như trên biển tại chỗ">
          {(ids) => <Input {...ids} placeholder="Cổng UBND phường" />}
        </Field>
        <Field label="Địa chỉ luồng chính" problem="Địa chỉ phải bắt đầu bằng rtsp:// hoặc rtsps://">
          {(ids) => <Input {...ids} status="error" defaultValue="http://10.0.0.1" />}
        </Field>
      </div>
      <div className="gallery-wide">
        <Field label="Số" hint="Gõ số này để gọi camera lên">
          {(ids) => <Input {...ids} defaultValue="1109" disabled />}
        </Field>
        <Field label="Địa bàn">
          {(ids) => <Select {...ids} className="gallery-wide" defaultValue="a" options={[{ value: 'a', label: 'P. Phan Đình Phùng' }]} />}
        </Field>
      </div>
    </Part>
  );
}

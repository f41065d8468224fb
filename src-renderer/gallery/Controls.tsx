import { DeleteOutlined, PlusOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Segmented, Slider, Switch, Tabs, Tag } from 'antd';
import { IconButton } from '../ui/IconButton.tsx';
import { Part, Sample } from './Part.tsx';

const nothing = (): void => undefined;
const grids = ['1', '4', '9', '16'];

function Buttons() {
  return (
    <Part name="buttons" title="Buttons">
      <Sample name="primary">
        <Button type="primary">Lưu</Button>
      </Sample>
      <Sample name="primary, off">
        <Button type="primary" disabled>
          Lưu
        </Button>
      </Sample>
      <Sample name="plain">
        <Button icon={<PlusOutlined />}>Thêm camera</Button>
      </Sample>
      <Sample name="plain, off">
        <Button disabled>Thêm camera</Button>
      </Sample>
      <Sample name="dangerous">
        <Button danger icon={<DeleteOutlined />}>
          Xoá
        </Button>
      </Sample>
      <Sample name="text">
        <Button type="text">Huỷ</Button>
      </Sample>
      <Sample name="icon">
        <IconButton label="Cài đặt" icon={<SettingOutlined />} onPress={nothing} />
      </Sample>
      <Sample name="icon, pressed">
        <IconButton label="Cài đặt" icon={<SettingOutlined />} onPress={nothing} pressed />
      </Sample>
      <Sample name="icon, off">
        <IconButton label="Cài đặt" icon={<SettingOutlined />} onPress={nothing} disabled />
      </Sample>
    </Part>
  );
}

export function Controls() {
  return (
    <>
      <Buttons />
      <Part name="choices" title="Choices">
        <Sample name="segmented">
          <Segmented options={grids} value="4" />
        </Sample>
        <Sample name="segmented, off">
          <Segmented options={grids} value="4" disabled />
        </Sample>
        <Sample name="switch, on">
          <Switch checked aria-label="on" />
        </Sample>
        <Sample name="switch, off">
          <Switch checked={false} aria-label="off" />
        </Sample>
        <Sample name="switch, disabled">
          <Switch checked disabled aria-label="disabled" />
        </Sample>
        <Sample name="slider">
          <div className="gallery-wide">
            <Slider value={40} aria-label="slider" />
          </div>
        </Sample>
        <Sample name="tags">
          <Tag>giao thông</Tag>
          <Tag color="processing">trường học</Tag>
          <Tag color="error">bệnh viện</Tag>
        </Sample>
        <Sample name="tabs">
          <Tabs
            items={[
              { key: 'entries', label: 'Các mục' },
              { key: 'seen', label: 'Ai đã xem gì' },
              { key: 'log', label: 'Tình trạng nhật ký', disabled: true },
            ]}
          />
        </Sample>
      </Part>
    </>
  );
}

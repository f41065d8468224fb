import { Table } from 'antd';
import { VirtualList } from '../ui/VirtualList.tsx';
import { Part, Sample } from './Part.tsx';

const nothing = (): void => undefined;
const rows = Array.from({ length: 10_000 }, (_, index) => `Hàng ${String(index + 1)}`);
const ROW_HEIGHT = 30;

export function Lists() {
  return (
    <Part name="lists" title="Lists">
      <Sample name="10,000 rows, of which those in sight are drawn">
        <div className="gallery-list">
          <VirtualList
            rows={rows}
            rowHeight={ROW_HEIGHT}
            active={1}
            label="Hàng"
            role="listbox"
            multiselectable={false}
            rowKey={(row) => row}
            renderRow={(row, index, domId) => (
              <div
                id={domId}
                role="option"
                aria-selected={index === 1}
                style={{ background: index === 1 ? 'var(--accent-ground)' : undefined }}
              >
                {row}
              </div>
            )}
            onKeyDown={nothing}
          />
        </div>
      </Sample>
      <Sample name="table">
        <Table
          className="gallery-wide"
          size="small"
          pagination={false}
          rowKey="type"
          dataSource={[
            { type: 'camera', why: 'không có văn bản đồng ý' },
            { type: 'user', why: 'vai trò không có ở đây' },
          ]}
          columns={[
            { title: 'Loại', dataIndex: 'type' },
            { title: 'Vì sao', dataIndex: 'why' },
          ]}
        />
      </Sample>
      <Sample name="table, empty">
        <Table className="gallery-wide" size="small" pagination={false} dataSource={[]} columns={[{ title: 'Loại', dataIndex: 'type' }]} />
      </Sample>
    </Part>
  );
}

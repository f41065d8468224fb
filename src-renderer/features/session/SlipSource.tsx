import { FileOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SLIP_MAX_CHARACTERS, type SlipProblem, type SlipReading } from '../../lib/enrolment-slip.ts';
import { Field } from '../../ui/Field.tsx';

export interface SlipSourceProps {
  readonly text: string;
  readonly reading: SlipReading;
  readonly onText: (text: string) => void;
}

/** Text characters take at most four bytes; a longer file need not be read to be refused. */
const FILE_MAX_BYTES = SLIP_MAX_CHARACTERS * 4;
const tooLarge = 'x'.repeat(SLIP_MAX_CHARACTERS + 1);

function useProblemText(): (problem: SlipProblem) => string {
  const { t } = useTranslation();
  return (problem) => {
    switch (problem.key) {
      case 'newer':
        return t('enrol.problem.newer', { version: problem.version });
      case 'wrong-field':
        return t('enrol.problem.wrong-field', { field: problem.field });
      case 'empty':
      case 'too-large':
      case 'not-json':
        return t(`enrol.problem.${problem.key}`);
    }
  };
}

/** A slip comes as a file, or as text somebody sent. */
export function SlipSource({ text, reading, onText }: SlipSourceProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const problemText = useProblemText();
  const read = async (file: File): Promise<void> => {
    try {
      const next = file.size > FILE_MAX_BYTES ? tooLarge : await file.text();
      setUnreadable(false);
      onText(next);
    } catch {
      setUnreadable(true);
    }
  };
  const problem = reading.kind === 'problem' && text !== '' ? problemText(reading.problem) : undefined;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden
        tabIndex={-1}
        accept=".vmsslip,application/json"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file !== undefined) void read(file);
        }}
      />
      <Button icon={<FileOutlined aria-hidden />} onClick={() => input.current?.click()}>
        {t('enrol.choose')}
      </Button>
      <Field label={t('enrol.paste')} problem={unreadable ? t('enrol.problem.unreadable-file') : problem}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            className="slip-text"
            rows={4}
            spellCheck={false}
            value={text === tooLarge ? '' : text}
            onChange={({ target }) => {
              setUnreadable(false);
              onText(target.value);
            }}
          />
        )}
      </Field>
    </>
  );
}

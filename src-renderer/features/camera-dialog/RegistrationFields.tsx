import { Checkbox, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RegistrationPlaces } from '../../../src-contract/model/registration.ts';
import { cameraDeviceSchema, cameraSchema } from '../../../src-contract/province/schemas.ts';
import { foldText } from '../../lib/vietnamese-search.ts';
import { Field } from '../../ui/Field.tsx';
import { problemText } from './problem-text.ts';
import { withArea, type RegistrationForm, type RegistrationProblems } from './registration-form.ts';

export interface RegistrationFieldsProps {
  readonly form: RegistrationForm;
  readonly places: RegistrationPlaces;
  readonly problems: RegistrationProblems;
  readonly onChange: (form: RegistrationForm) => void;
}

const shape = cameraSchema.unwrap().shape;
const locationTypes = shape.locationType.options;
const domains = shape.domains.unwrap().element.options;
const codecs = cameraDeviceSchema.unwrap().shape.videoCodec.options;

type TextName = 'code' | 'position' | 'legalBasis' | 'make' | 'model';

interface TextProps extends Omit<RegistrationFieldsProps, 'places'> {
  readonly name: TextName;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly wide?: boolean;
}

function Text({ form, problems, onChange, name, hint, placeholder, wide = false }: TextProps) {
  const { t } = useTranslation();
  const problem = problems[name];
  return (
    <Field label={t(`registration.${name}`)} hint={hint} wide={wide} problem={problem === undefined ? undefined : problemText(problem, t)}>
      {(ids) => (
        <Input
          {...ids}
          value={form[name]}
          autoComplete="off"
          spellCheck={false}
          {...(placeholder === undefined ? {} : { placeholder })}
          status={problem === undefined ? '' : 'error'}
          onChange={(event) => {
            onChange({ ...form, [name]: event.target.value });
          }}
        />
      )}
    </Field>
  );
}

interface PlaceProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

/** Found by any part of its name, with or without accents. */
function Place({ label, value, problem, options, onChoose }: PlaceProps) {
  const { t } = useTranslation();
  const found = new Map<unknown, string>(options.map((option) => [option.value, foldText(option.label)]));
  return (
    <Field label={label} problem={problem}>
      {(ids) => (
        <Select<string>
          id={ids.id}
          className="registration-choice"
          aria-label={label}
          aria-describedby={ids['aria-describedby']}
          showSearch={{ filterOption: (typed, option) => found.get(option?.value)?.includes(foldText(typed)) === true }}
          placeholder={t('registration.choose')}
          value={value === '' ? null : value}
          status={problem === undefined ? '' : 'error'}
          options={[...options]}
          onChange={onChoose}
        />
      )}
    </Field>
  );
}

function Marks({ form, onChange }: Pick<RegistrationFieldsProps, 'form' | 'onChange'>) {
  const { t } = useTranslation();
  return (
    <div className="field-wide registration-marks">
      {(['noticeSign', 'sensitive'] as const).map((name) => (
        <Checkbox
          key={name}
          checked={form[name]}
          onChange={(event) => {
            onChange({ ...form, [name]: event.target.checked });
          }}
        >
          {t(`registration.${name}`)}
        </Checkbox>
      ))}
    </div>
  );
}

/** What the province asks of a new camera beside its name and addresses. */
export function RegistrationFields(props: RegistrationFieldsProps) {
  const { form, places, problems, onChange } = props;
  const { t } = useTranslation();
  const said = (name: 'areaPath' | 'unitId'): string | undefined => {
    const problem = problems[name];
    return problem === undefined ? undefined : problemText(problem, t);
  };
  return (
    <div className="camera-fields">
      <Place
        label={t('registration.areaPath')}
        value={form.areaPath}
        problem={said('areaPath')}
        options={places.areas.map(({ path, name }) => ({ value: path, label: name }))}
        onChoose={(path) => {
          onChange(withArea(form, path));
        }}
      />
      <Place
        label={t('registration.unitId')}
        value={form.unitId}
        problem={said('unitId')}
        options={places.units.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(unitId) => {
          onChange({ ...form, unitId });
        }}
      />
      <Text {...props} name="code" hint={t('registration.codeHint')} placeholder="19-05443-GT-0999" />
      <Text {...props} name="position" hint={t('registration.positionHint')} placeholder="21.5942, 105.8482" />
      <Text {...props} name="legalBasis" hint={t('registration.legalBasisHint')} wide />
      <Field label={t('registration.locationType')}>
        {(ids) => (
          <Select<RegistrationForm['locationType']>
            id={ids.id}
            className="registration-choice"
            aria-label={t('registration.locationType')}
            value={form.locationType}
            options={locationTypes.map((value) => ({ value, label: t(`registration.locationTypes.${value}`) }))}
            onChange={(locationType) => {
              onChange({ ...form, locationType });
            }}
          />
        )}
      </Field>
      <Field label={t('registration.domains')}>
        {(ids) => (
          <Select<RegistrationForm['domains'][number][]>
            id={ids.id}
            className="registration-choice"
            aria-label={t('registration.domains')}
            mode="multiple"
            maxTagCount="responsive"
            value={[...form.domains]}
            options={domains.map((value) => ({ value, label: t(`find.domain.${value}`) }))}
            onChange={(chosen) => {
              onChange({ ...form, domains: chosen });
            }}
          />
        )}
      </Field>
      <Text {...props} name="make" hint={t('registration.makeHint')} />
      <Text {...props} name="model" />
      <Field label={t('registration.videoCodec')}>
        {(ids) => (
          <Select<RegistrationForm['videoCodec']>
            id={ids.id}
            className="registration-choice"
            aria-label={t('registration.videoCodec')}
            value={form.videoCodec}
            options={codecs.map((value) => ({ value, label: value }))}
            onChange={(videoCodec) => {
              onChange({ ...form, videoCodec });
            }}
          />
        )}
      </Field>
      <Marks form={form} onChange={onChange} />
    </div>
  );
}

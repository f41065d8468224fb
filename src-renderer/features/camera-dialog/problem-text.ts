import type { TFunction } from 'i18next';
import type { FieldProblem } from './camera-form.ts';

export function problemText(problem: FieldProblem, t: TFunction): string {
  switch (problem.kind) {
    case 'required':
      return t('camera.required');
    case 'too-long':
      return t('camera.tooLong', { max: problem.max });
    case 'bad-url':
      return t('camera.badUrl');
    case 'bad-number':
      return t('camera.badNumber');
    case 'number-taken':
      return t('camera.numberTaken', { number: problem.number, name: problem.name });
    case 'bad-code':
      return t('registration.badCode');
    case 'code-elsewhere':
      return t('registration.codeElsewhere', { commune: problem.commune });
    case 'code-taken':
      return t('registration.codeTaken', { name: problem.name });
    case 'bad-position':
      return t('registration.badPosition');
    case 'retype':
      return t('correction.retype');
    case 'province-has':
      return problem.value === '' ? t('correction.provinceHasNone') : t('correction.provinceHas', { value: problem.value });
    case 'said':
      return problem.text;
  }
}

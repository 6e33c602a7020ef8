import { useState } from 'react';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { CourseDraft } from '../../contract.ts';
import { Select, Together } from './fields.tsx';
import { NumberField } from './LessonRules.tsx';
import { useEditingWords } from './words.ts';

type Rule = CourseDraft['certificate'];

const usual: NonNullable<Rule> = { lessonsPercent: 100, quizKeys: [] };

/** What the course gives a certificate for. */
export function CertificateField({ rule, onChange }: { rule: Rule; onChange: (rule: Rule) => void }) {
  const { t } = useEditingWords();
  return (
    <div className="grid gap-2">
      <Select
        label={t('page.certificate')}
        value={rule === null ? 'none' : 'lessons'}
        options={[
          { value: 'lessons', label: t('page.certificates.lessons') },
          { value: 'none', label: t('page.certificates.none') },
        ]}
        onChange={(chosen) => onChange(chosen === 'none' ? null : usual)}
      />
      {rule !== null && (
        <Together>
          <NumberField
            label={t('page.certificatePercent')}
            value={rule.lessonsPercent}
            most={100}
            onChange={(lessonsPercent) => lessonsPercent !== null && onChange({ ...rule, lessonsPercent })}
          />
          <QuizKeys keys={rule.quizKeys} onChange={(quizKeys) => onChange({ ...rule, quizKeys })} />
        </Together>
      )}
    </div>
  );
}

const keyShape = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Keys with commas between; those that are none yet stay in the field. */
function QuizKeys({ keys, onChange }: { keys: readonly string[]; onChange: (keys: string[]) => void }) {
  const { t } = useEditingWords();
  const [typed, setTyped] = useState(keys.join(', '));
  return (
    <TextField
      label={t('page.certificateQuizzes')}
      name="quizzes"
      dir="ltr"
      value={typed}
      description={t('page.certificateQuizzesHint')}
      onChange={(next) => {
        setTyped(next);
        const named = next.split(',').map((key) => key.trim());
        onChange(named.filter((key) => keyShape.test(key)).slice(0, 50));
      }}
    />
  );
}

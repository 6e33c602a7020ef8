import { useState, type FormEvent } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { momentOf, wallOf } from '#platform/web/i18n/wallTime.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { announcementLimits, type Announcement } from '../../contract.ts';
import type { Acting } from '#platform/web/ui/acting.ts';
import { useStaffWords } from './staffWords.ts';
import { AudienceParts } from './AudienceParts.tsx';
import type { Given, Named } from './given.ts';
import { focusField } from './focusField.ts';
import { TextPart } from './TextPart.tsx';

interface AnnouncementFormProps {
  /** null: a new one. */
  one: Announcement | null;
  /** Lessons of the cohort that it is for; null: it is for more than one. */
  lessons: readonly Named[] | null;
  /** Groups of the cohort. */
  groups: readonly Named[];
  /** Courses of the organisation. */
  courses: readonly Named[];
  zone: string;
  acting: Acting;
  onSave: (given: Given) => void;
  onCancel: () => void;
}

const nothing: Given = {
  ...({ courseId: null, role: null, groupId: null } as const),
  ...({ unlessCompletedId: null, unlessStudiedDays: null } as const),
  ...{ title: '', text: '' },
  ...{ urgent: false, pinned: false, needsAcknowledgement: false, expiresAt: null },
};

const givenOf = ({ audience, ...one }: Announcement): Given => ({ ...one, ...audience });

/** Everything that is said of an announcement before it goes out; of one that did, its words. */
export function AnnouncementForm(props: AnnouncementFormProps) {
  const { one, lessons, courses, groups, zone, acting, onSave, onCancel } = props;
  const { t } = useStaffWords();
  const { zoneName } = useFormats();
  const now = useNow();
  const [given, setGiven] = useState(() => (one ? givenOf(one) : nothing));
  const [wall, setWall] = useState(() => wallOf(given.expiresAt, zone));
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<Given>): void => setGiven({ ...given, ...change });
  const isOut = one?.state === 'sent';
  const [title, text] = [given.title.trim(), given.text.trim()];
  const submit = (form: FormEvent<HTMLFormElement>): void => {
    form.preventDefault();
    setTried(true);
    if (title === '' || text === '') return focusField(form, title === '' ? 'title' : 'text');
    if (acting.state === 'doing') return;
    // A field knows minutes: what was not touched stays to the second.
    const expiresAt = wall === wallOf(given.expiresAt, zone) ? given.expiresAt : momentOf(wall, zone);
    onSave({ ...given, title, text, expiresAt });
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-read gap-5">
      {isOut && <p className="text-muted">{t('form.reviseHint')}</p>}
      <TextField
        label={t('form.words')}
        name="title"
        value={given.title}
        onChange={(words) => set({ title: words.slice(0, announcementLimits.titleLength) })}
        fault={isTried && title === '' ? t('form.wordsMissing') : undefined}
      />
      <TextPart
        value={given.text}
        onChange={(words) => set({ text: words })}
        fault={isTried && text === '' ? t('form.textMissing') : undefined}
      />
      {!isOut && (
        <AudienceParts {...{ lessons, courses, groups }} isNew={one === null} given={given} onChange={set} />
      )}
      {!isOut && <MannerParts given={given} onChange={set} isNew={one === null} />}
      <TextField
        label={t('form.expires')}
        name="expires"
        type="datetime-local"
        value={wall}
        onChange={setWall}
        description={t('form.expiresHint', { zone: zoneName(zone, now) })}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={acting.state === 'doing' && t('form.saving')}>
          {t(one ? 'form.saveEdit' : 'form.save')}
        </Button>
        <Button look="plain" className="mx-0" onClick={onCancel}>
          {t(one ? 'form.cancel' : 'form.cancelNew')}
        </Button>
        <p role="status">
          {acting.state === 'failed' && (
            <span className="text-live">{t('form.notSaved', { reason: acting.sentence })}</span>
          )}
        </p>
      </div>
    </form>
  );
}

interface PartProps {
  given: Given;
  onChange: (change: Partial<Given>) => void;
}

function MannerParts({ given, onChange, isNew }: PartProps & { isNew: boolean }) {
  const { t } = useStaffWords();
  const all = ['urgent', ...(isNew ? (['pinned'] as const) : []), 'needsAcknowledgement'] as const;
  return (
    <div className="grid">
      {all.map((name) => (
        <label key={name} className="controls flex cursor-pointer items-start gap-3 py-2">
          <input
            type="checkbox"
            checked={given[name]}
            onChange={(box) => onChange({ [name]: box.target.checked })}
            className="mt-0.5 size-4.5 shrink-0"
          />
          <span className="grid">
            <span>{t(`form.${name}`)}</span>
            <span className="text-caption text-muted">{t(`form.${name}Hint`)}</span>
          </span>
        </label>
      ))}
    </div>
  );
}

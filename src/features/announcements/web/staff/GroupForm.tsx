import { useState, type FormEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import { announcementLimits, type AnnouncementGroup } from '../../contract.ts';
import type { Acting } from '#platform/web/ui/acting.ts';
import { UndoneParts } from './AudienceParts.tsx';
import { focusField } from './focusField.ts';
import type { Named, Undone } from './given.ts';
import { PeopleChoice, peopleField, type NamedPerson } from './PeopleChoice.tsx';
import { useStaffWords } from './staffWords.ts';

export type GroupGiven = Pick<
  AnnouncementGroup,
  'title' | 'role' | 'unlessCompletedId' | 'unlessStudiedDays' | 'personIds'
>;

interface GroupFormProps {
  /** null: a new one. */
  group: AnnouncementGroup | null;
  /** Whoever is active in the cohort. */
  people: readonly NamedPerson[];
  lessons: readonly Named[];
  acting: Acting;
  onSave: (given: GroupGiven) => void;
  onCancel: () => void;
}

const roles = ['everyone', 'student', 'instructor'] as const;

/** A group: its name, and who is in it. */
export function GroupForm({ group, people, lessons, acting, onSave, onCancel }: GroupFormProps) {
  const { t } = useStaffWords();
  const [title, setTitle] = useState(group?.title ?? '');
  const [by, setBy] = useState<'people' | 'fitting'>(
    group && group.personIds === null ? 'fitting' : 'people',
  );
  const [role, setRole] = useState(group?.role ?? null);
  const [undone, setUndone] = useState<Undone>({
    unlessCompletedId: group?.unlessCompletedId ?? null,
    unlessStudiedDays: group?.unlessStudiedDays ?? null,
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(group?.personIds));
  const [isTried, setTried] = useState(false);
  // Whoever left meanwhile is in it no more.
  const personIds = people.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const isNobody = by === 'people' && personIds.length === 0;
  const submit = (form: FormEvent<HTMLFormElement>): void => {
    form.preventDefault();
    setTried(true);
    if (title.trim() === '' || isNobody) return focusField(form, title.trim() === '' ? 'title' : peopleField);
    if (acting.state === 'doing') return;
    const nothing = { unlessCompletedId: null, unlessStudiedDays: null };
    onSave({
      title: title.trim(),
      ...(by === 'fitting' && role === 'student' ? undone : nothing),
      ...(by === 'people' ? { role: null, personIds } : { role, personIds: null }),
    });
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-read gap-5">
      <TextField
        label={t('groups.name')}
        name="title"
        value={title}
        onChange={(words) => setTitle(words.slice(0, announcementLimits.groupTitleLength))}
        fault={isTried && title.trim() === '' ? t('groups.nameMissing') : undefined}
      />
      <Choice
        label={t('groups.who')}
        value={by}
        options={(['people', 'fitting'] as const).map((value) => ({ value, label: t(`groups.by.${value}`) }))}
        onChange={setBy}
      />
      {by === 'people' ? (
        <PeopleChoice
          people={people}
          chosen={chosen}
          onChange={setChosen}
          fault={isTried && isNobody ? t('groups.peopleMissing') : undefined}
        />
      ) : (
        <>
          <Choice
            label={t('form.role')}
            value={role ?? 'everyone'}
            options={roles.map((value) => ({ value, label: t(`form.roles.${value}`) }))}
            onChange={(value) => setRole(value === 'everyone' ? null : value)}
          />
          {role === 'student' && (
            <UndoneParts
              lessons={lessons}
              given={undone}
              onChange={(change) => setUndone({ ...undone, ...change })}
            />
          )}
        </>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={acting.state === 'doing' && t('form.saving')}>
          {t('groups.keep')}
        </Button>
        <Button look="plain" className="mx-0" onClick={onCancel}>
          {t(group ? 'form.cancel' : 'form.cancelNew')}
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

import { Choice } from '#platform/web/ui/Choice.tsx';
import { Pick } from '#platform/web/ui/Pick.tsx';
import type { Given, Named, Undone } from './given.ts';
import { useStaffWords } from './staffWords.ts';

/** What of it says to whom it goes. */
type Chosen = Omit<Given, 'title' | 'text' | 'urgent' | 'pinned' | 'needsAcknowledgement' | 'expiresAt'>;

interface AudiencePartsProps {
  given: Chosen;
  /** Lessons of the cohort that it is for; null: it is for more than one. */
  lessons: readonly Named[] | null;
  groups: readonly Named[];
  courses: readonly Named[];
  isNew: boolean;
  onChange: (change: Partial<Chosen>) => void;
}

const everyone = 'everyone';

/** To whom it goes. */
export function AudienceParts({ given, lessons, groups, courses, isNew, onChange }: AudiencePartsProps) {
  const { t } = useStaffWords();
  const whos = [
    everyone,
    'student',
    'instructor',
    ...(groups.length > 0 ? (['group'] as const) : []),
  ] as const;
  return (
    <>
      {lessons === null && isNew && courses.length > 0 && (
        <Pick
          label={t('form.where')}
          value={given.courseId ?? everyone}
          options={[{ id: everyone, label: t('form.whereOrganisation') }, ...optionsOf(courses)]}
          onChange={(id) => onChange({ courseId: id === everyone ? null : id })}
        />
      )}
      <Choice
        label={t('form.role')}
        value={given.groupId === null ? (given.role ?? everyone) : 'group'}
        options={whos.map((value) => ({ value, label: t(`form.roles.${value}`) }))}
        onChange={(who) => onChange(choosing(who, given, groups))}
      />
      {given.groupId !== null && (
        <Pick
          label={t('form.group')}
          value={given.groupId}
          options={optionsOf(groups)}
          onChange={(groupId) => onChange({ groupId })}
        />
      )}
      {given.role === 'student' && lessons !== null && (
        <UndoneParts lessons={lessons} given={given} onChange={onChange} />
      )}
    </>
  );
}

interface UndoneProps {
  lessons: readonly Named[];
  given: Undone;
  onChange: (change: Partial<Undone>) => void;
}

const usualDays = [3, 7, 14, 30];

/** What students of one cohort have not done. */
export function UndoneParts({ lessons, given, onChange }: UndoneProps) {
  const { t } = useStaffWords();
  const { unlessCompletedId, unlessStudiedDays } = given;
  // Another number may have come by the API.
  const days = [...new Set([...usualDays, unlessStudiedDays ?? usualDays[0]!])].sort((a, b) => a - b);
  return (
    <>
      {lessons.length > 0 && (
        <Pick
          label={t('form.unless')}
          value={unlessCompletedId ?? everyone}
          options={[{ id: everyone, label: t('form.unlessNone') }, ...optionsOf(lessons)]}
          onChange={(id) => onChange({ unlessCompletedId: id === everyone ? null : id })}
        />
      )}
      <div className="grid gap-1">
        <Choice
          label={t('form.studied')}
          value={unlessStudiedDays === null ? everyone : String(unlessStudiedDays)}
          options={[
            { value: everyone, label: t('form.studiedAny') },
            ...days.map((count) => ({ value: String(count), label: t('form.studiedDays', { count }) })),
          ]}
          onChange={(value) => onChange({ unlessStudiedDays: value === everyone ? null : Number(value) })}
        />
        <p className="text-caption text-muted">{t('form.studiedHint')}</p>
      </div>
    </>
  );
}

const optionsOf = (all: readonly Named[]) => all.map(({ id, title }) => ({ id, label: title }));

function choosing(
  who: 'everyone' | 'student' | 'instructor' | 'group',
  { unlessCompletedId, unlessStudiedDays }: Chosen,
  groups: readonly Named[],
): Partial<Chosen> {
  const nothing = { unlessCompletedId: null, unlessStudiedDays: null };
  if (who === 'group') return { ...nothing, role: null, groupId: groups[0]!.id };
  return {
    groupId: null,
    role: who === everyone ? null : who,
    ...(who === 'student' ? { unlessCompletedId, unlessStudiedDays } : nothing),
  };
}

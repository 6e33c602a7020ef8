import { Choice } from '#platform/web/ui/Choice.tsx';
import { Pick } from '#platform/web/ui/Pick.tsx';
import type { Given, Named } from './given.ts';
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
      {given.role === 'student' && lessons !== null && lessons.length > 0 && (
        <UnlessCompleted
          lessons={lessons}
          value={given.unlessCompletedId}
          onChange={(unlessCompletedId) => onChange({ unlessCompletedId })}
        />
      )}
    </>
  );
}

/** Of a lesson that students have not completed. */
export function UnlessCompleted({
  lessons,
  value,
  onChange,
}: {
  lessons: readonly Named[];
  value: string | null;
  onChange: (lessonId: string | null) => void;
}) {
  const { t } = useStaffWords();
  return (
    <Pick
      label={t('form.unless')}
      value={value ?? everyone}
      options={[{ id: everyone, label: t('form.unlessNone') }, ...optionsOf(lessons)]}
      onChange={(id) => onChange(id === everyone ? null : id)}
    />
  );
}

const optionsOf = (all: readonly Named[]) => all.map(({ id, title }) => ({ id, label: title }));

function choosing(
  who: 'everyone' | 'student' | 'instructor' | 'group',
  { unlessCompletedId }: Chosen,
  groups: readonly Named[],
): Partial<Chosen> {
  if (who === 'group') return { role: null, unlessCompletedId: null, groupId: groups[0]!.id };
  return {
    groupId: null,
    role: who === everyone ? null : who,
    unlessCompletedId: who === 'student' ? unlessCompletedId : null,
  };
}

import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { AnnouncementGroup } from '../../contract.ts';
import { audienceWords, type Titles } from './audienceWords.ts';
import { useStaffWords } from './staffWords.ts';

interface GroupListProps {
  groups: readonly AnnouncementGroup[];
  titles: Titles;
  onChange: (group: AnnouncementGroup) => void;
  onRemove: (group: AnnouncementGroup) => void;
}

/** The groups of a cohort, and who is in each. */
export function GroupList({ groups, titles, onChange, onRemove }: GroupListProps) {
  const { t } = useStaffWords();
  if (groups.length === 0) return <EmptyNote why={t('groups.empty')} example={t('groups.emptyExample')} />;
  const who = ({ personIds, ...fitting }: AnnouncementGroup): string => {
    if (personIds !== null) return t('groups.count', { count: personIds.length });
    const audience = { ...fitting, organisationId: '', courseId: null, groupId: null };
    return t('groups.fitting', { words: audienceWords(audience, titles, t) });
  };
  return (
    <ul className="max-w-[44rem] border-t border-hairline">
      {groups.map((group) => (
        <li
          key={group.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-3"
        >
          <span className="grid min-w-0 gap-1">
            <span className="text-title [overflow-wrap:anywhere]">
              <bdi>{group.title}</bdi>
            </span>
            <span className="text-caption text-muted">{who(group)}</span>
          </span>
          <span className="flex gap-3">
            <Button aria-label={t('groups.changeOf', { title: group.title })} onClick={() => onChange(group)}>
              {t('groups.change')}
            </Button>
            <Button
              look="danger"
              aria-label={t('groups.removeOf', { title: group.title })}
              onClick={() => onRemove(group)}
            >
              {t('groups.remove')}
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import type { EnrolmentLine } from '../../contract.ts';
import { useCohortsWords, type Say } from '../useCohortsWords.ts';
import { actsFor, type PersonAct } from './peopleActs.ts';

/** An act in words; of who is out it says that they come back. */
export function actWords(t: Say, act: PersonAct, { state }: Pick<EnrolmentLine, 'state'>): string {
  switch (act) {
    case 'pause':
      return t('people.pause');
    case 'resume':
      return t('people.resume');
    case 'finish':
      return t('people.finish');
    case 'remove':
      return t('people.remove');
    case 'enrol':
      return state === 'invited' ? t('people.letIn') : t('people.bringBack');
    case 'makeInstructor':
      return t('people.makeInstructor');
    case 'makeStudent':
      return t('people.makeStudent');
    case 'transfer':
      return t('people.move');
    case 'lastDay':
      return t('people.setLastDay');
  }
}

interface PersonMenuProps {
  person: EnrolmentLine;
  busy: boolean;
  onAct: (act: PersonAct) => void;
}

/** What can be done about one person. */
export function PersonMenu({ person, busy, onAct }: PersonMenuProps) {
  const { t } = useCohortsWords();
  return (
    <MenuTrigger>
      <Button
        isDisabled={busy}
        aria-label={t('people.actionsFor', { name: person.name })}
        className="controls inline-flex items-center gap-1 rounded-control px-2 text-label text-accent hover:bg-quiet data-[disabled]:opacity-60"
      >
        {busy ? t('people.working') : t('people.actions')}
        <DownIcon className="size-4" />
      </Button>
      <Popover
        placement="bottom end"
        className="min-w-56 overflow-auto rounded-control border border-hairline bg-surface p-1 shadow-float"
      >
        <Menu className="outline-none" onAction={(act) => onAct(act as PersonAct)}>
          {actsFor(person).map((act) => (
            <MenuItem
              key={act}
              id={act}
              className={`controls flex cursor-pointer items-center rounded-control px-3 outline-none data-[focused]:bg-accent-soft ${act === 'remove' ? 'text-live' : ''}`}
            >
              {actWords(t, act, person)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

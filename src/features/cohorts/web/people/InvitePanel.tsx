import { useState, type ComponentProps, type ReactNode } from 'react';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { InvitationLine } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { AddPerson } from './AddPerson.tsx';
import { InvitationList } from './InvitationList.tsx';
import { InviteByMail } from './InviteByMail.tsx';
import { MakeWayIn } from './MakeWayIn.tsx';

export interface InvitePanelProps {
  add: ComponentProps<typeof AddPerson>;
  mail: ComponentProps<typeof InviteByMail>;
  way: ComponentProps<typeof MakeWayIn>;
  invitations: View<readonly InvitationLine[]>;
  list: Omit<ComponentProps<typeof InvitationList>, 'invitations' | 'canAct'>;
}

/** The ways by which people come into a cohort. */
export function InvitePanel({ add, mail, way }: Pick<InvitePanelProps, 'add' | 'mail' | 'way'>) {
  const { t } = useCohortsWords();
  return (
    <section className="grid gap-2">
      <h2 className="text-section">{t('invite.title')}</h2>
      <AddPerson {...add} />
      <Fold title={t('invite.byMail')} isOpenFirst={mail.inviting.state !== 'writing'}>
        <InviteByMail {...mail} />
      </Fold>
      <Fold title={t('invite.byLink')} isOpenFirst={way.making.state !== 'ready'}>
        <MakeWayIn {...way} />
      </Fold>
    </section>
  );
}

/** What became of those there are. */
export function InvitationsPanel({
  canAct,
  invitations,
  list,
}: Pick<InvitePanelProps, 'invitations' | 'list'> & { canAct: boolean }) {
  const { t } = useCohortsWords();
  return (
    <section className="grid gap-3">
      <h2 className="text-section">{t('invitations.title')}</h2>
      <Shown
        view={invitations}
        loading={t('invitations.loading')}
        failed={t('invitations.failed')}
        bones={<Bones lines={['60%', '50%']} />}
      >
        {(data) => <InvitationList invitations={data} canAct={canAct} {...list} />}
      </Shown>
    </section>
  );
}

interface FoldProps {
  title: string;
  isOpenFirst: boolean;
  children: ReactNode;
}

function Fold({ title, isOpenFirst, children }: FoldProps) {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  return (
    <details
      open={isOpen}
      onToggle={(toggled) => setIsOpen(toggled.currentTarget.open)}
      className="border-b border-hairline"
    >
      <summary className="controls flex items-center text-title text-accent hover:underline">{title}</summary>
      <div className="pt-2 pb-4">{children}</div>
    </details>
  );
}

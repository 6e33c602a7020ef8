import type { ComponentProps } from 'react';
import {
  InTheRow,
  JoinView,
  NoInvitation,
  type InvitationShown,
} from '#features/cohorts/web/join/JoinView.tsx';
import { useCohortsWords } from '#features/cohorts/web/useCohortsWords.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface JoinScreenProps extends Omit<ComponentProps<typeof JoinView>, 'invitation'> {
  /** null: there is no such invitation. */
  invitation: View<InvitationShown | null>;
}

export function JoinScreen({ invitation, ...rest }: JoinScreenProps) {
  const { t } = useCohortsWords();
  if (rest.joining.state === 'waiting') return <InTheRow />;
  return (
    <Shown
      view={invitation}
      page
      loading={t('join.loading')}
      failed={t('join.failed')}
      bones={<Bones lines={['60%', '90%', '50%', '0', '40%']} />}
    >
      {(data) => (data ? <JoinView invitation={data} {...rest} /> : <NoInvitation />)}
    </Shown>
  );
}

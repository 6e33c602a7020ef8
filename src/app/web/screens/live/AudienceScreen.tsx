import type { OwnSession } from '#features/sessions/contract.ts';
import { AudienceView, type AudienceViewProps } from '#features/sessions/web/AudienceView.tsx';
import { useSessionsWords } from '#features/sessions/web/useSessionsWords.ts';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface AudienceScreenProps extends Omit<AudienceViewProps, 'session'> {
  session: View<OwnSession>;
}

/** A live session for those who take part. */
export function AudienceScreen({ session, ...rest }: AudienceScreenProps) {
  const { t } = useSessionsWords();
  return (
    <Shown
      view={session}
      page
      loading={t('room.loading')}
      failed={t('room.failed')}
      bones={<SheetBones lines={2} />}
    >
      {(data) => <AudienceView session={data} {...rest} />}
    </Shown>
  );
}

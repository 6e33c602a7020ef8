import { Link } from 'react-router';
import type { SentPage } from '#features/notifications/contract.ts';
import { MailBackList, type Trusting } from '#features/notifications/web/MailBackList.tsx';
import { SentFilter, type SentAsked } from '#features/notifications/web/SentFilter.tsx';
import { SentList } from '#features/notifications/web/SentList.tsx';
import { useSentWords } from '#features/notifications/web/sentWords.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export type SentMore = { state: 'more' | 'loading' | 'end' } | { state: 'failed'; reason: string };

interface SentScreenProps {
  cohort: { id: string; title: string };
  /** All pages so far, as one. */
  sent: View<Omit<SentPage, 'before'>>;
  /** When it was asked for; absent: it was not answered yet. */
  asOf: string | undefined;
  isLooking: boolean;
  onLook: () => void;
  asked: SentAsked;
  /** Who can be chosen, also while another choice is on its way. */
  people: SentPage['people'];
  onAsk: (asked: SentAsked) => void;
  more: SentMore;
  onMore: () => void;
  trusting: Trusting;
  onTrust: (person: { id: string; name: string }) => void;
}

/** What did my class hear, and did it reach them? */
export function SentScreen(props: SentScreenProps) {
  const { cohort, sent, asked, people, onAsk, trusting, onTrust } = props;
  const { t } = useSentWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="grid gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
          <PageHeading title={t('title', { cohort: cohort.title })}>{t('heading')}</PageHeading>
          <p className="flex flex-wrap items-baseline gap-x-6 text-muted">
            <bdi>{cohort.title}</bdi>
            <Link to={`/teach/${cohort.id}`} className="controls flex items-center text-accent">
              {t('back')}
            </Link>
          </p>
        </div>
        <p className="max-w-wide text-muted">{t('why')}</p>
        <p className="max-w-wide text-muted">{t('opened')}</p>
      </header>
      <SentFilter asked={asked} people={people} onAsk={onAsk} />
      <Shown
        view={sent}
        loading={t('loading')}
        failed={t('failed')}
        bones={<Bones lines={['40%', '100%', '100%', '100%', '100%', '100%']} />}
      >
        {({ lines, mailBack }) => (
          <>
            <MailBackList people={mailBack} trusting={trusting} onTrust={onTrust} />
            <AsOf {...props} />
            {lines.length === 0 ? <Nothing asked={asked} /> : <SentList lines={lines} />}
            {lines.length > 0 && <More {...props} />}
          </>
        )}
      </Shown>
    </div>
  );
}

function AsOf({ asOf, isLooking, onLook }: Pick<SentScreenProps, 'asOf' | 'isLooking' | 'onLook'>) {
  const { t } = useSentWords();
  const formats = useFormats();
  return (
    <div className="-mb-4 flex flex-wrap items-center gap-x-4">
      {asOf !== undefined && <p className="text-muted">{t('asOf', { when: formats.clock(asOf) })}</p>}
      <Button look="plain" busy={isLooking && t('refreshing')} onClick={onLook}>
        {t('refresh')}
      </Button>
    </div>
  );
}

function Nothing({ asked }: { asked: SentAsked }) {
  const { t } = useSentWords();
  const isNarrowed = Object.values(asked).some((one) => one !== '');
  return (
    <EmptyNote
      why={t(isNarrowed ? 'noneFits' : 'none')}
      example={t(isNarrowed ? 'noneFitsExample' : 'noneExample')}
    />
  );
}

function More({ more, onMore }: Pick<SentScreenProps, 'more' | 'onMore'>) {
  const { t } = useSentWords();
  if (more.state === 'end') return <p className="text-caption text-muted">{t('end')}</p>;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button busy={more.state === 'loading' && t('loadingMore')} onClick={onMore}>
        {t('more')}
      </Button>
      <p role="status" className="text-live empty:hidden">
        {more.state === 'failed' && t('moreFailed', { reason: more.reason })}
      </p>
    </div>
  );
}

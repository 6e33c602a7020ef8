import { useState } from 'react';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { LiveSession } from '../contract.ts';
import { hostNews, type HostNews as News } from './hostSees.ts';
import { useHostWords } from './useHostWords.ts';

interface HostNewsProps {
  session: Pick<LiveSession, 'state' | 'host'>;
  meId: string;
}

/** Says that one runs the session now, or that somebody else does in one's place: since this console was opened. */
export function HostNews({ session, meId }: HostNewsProps) {
  const { t } = useHostWords();
  const [heard, setHeard] = useState<{ of: HostNewsProps['session']; news: News | null }>({
    of: session,
    news: null,
  });
  const { of } = heard;
  if (of.host?.id !== session.host?.id || of.state !== session.state)
    setHeard({ of: session, news: hostNews(of, session, meId) });
  const { news } = heard;
  return (
    // It is there before anything is said in it: otherwise some screen readers stay silent.
    <div role="status" className="empty:hidden">
      {news && <Notice>{t(`host.now.${news.who}`, { name: news.name })}</Notice>}
    </div>
  );
}

import { useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { JoinCode } from './JoinCode.tsx';
import { useHostWords } from './useHostWords.ts';

/** How people come in, for whoever has to tell them. */
export interface WayIn {
  /** Where the code is typed, `academy.example/j`. */
  address: string;
  /** What leads in without typing anything. */
  url: string;
  /** The same as a picture for cameras. */
  qr: ReactNode;
}

interface HostJoinProps {
  code: string;
  wayIn: WayIn;
}

/** The code, its link to be copied, and the picture to be held up to a camera. */
export function HostJoin({ code, wayIn: { address, url, qr } }: HostJoinProps) {
  const { t } = useHostWords();
  const [copied, setCopied] = useState<boolean | null>(null);
  const [isOpen, setOpen] = useState(false);
  const copy = async (): Promise<void> => {
    // Where a browser gives no clipboard, the link stands in the sheet, to be marked by hand.
    const isCopied = await (navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    ) ?? false);
    setCopied(isCopied);
    if (!isCopied) setOpen(true);
  };
  return (
    <div className="flex flex-wrap items-baseline gap-x-4">
      <p title={t('host.codeHint')}>
        {t('host.code')} <JoinCode code={code} className="text-title" />
      </p>
      <Button look="plain" onClick={() => void copy()} className="mx-0">
        {t('host.copyLink')}
      </Button>
      <Button look="plain" onClick={() => setOpen(true)} className="mx-0">
        {t('host.qr')}
      </Button>
      <span role="status" className="text-caption text-good">
        {copied === true && t('host.copied')}
      </span>
      {isOpen && <JoinSheet code={code} wayIn={{ address, url, qr }} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** Everything with which somebody comes in, large enough to be held up. */
export function JoinSheet({
  code,
  wayIn: { address, url, qr },
  onClose,
}: HostJoinProps & { onClose: () => void }) {
  const { t } = useHostWords();
  return (
    <Sheet title={t('host.joinTitle')} onClose={onClose}>
      <div className="grid justify-items-center gap-3 text-center">
        <div className="w-64 max-w-full">{qr}</div>
        <p>{t('host.joinAt', { address })}</p>
        <p>
          <JoinCode code={code} className="text-number" />
        </p>
        <p>
          <bdi dir="ltr" className="text-caption [overflow-wrap:anywhere] text-muted select-all">
            {url}
          </bdi>
        </p>
      </div>
    </Sheet>
  );
}

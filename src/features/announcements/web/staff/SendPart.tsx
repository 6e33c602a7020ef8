import { useEffect, useRef, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { momentOf } from '#platform/web/i18n/wallTime.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { TextField } from '#platform/web/ui/TextField.tsx';
import type { Acting } from '#platform/web/ui/acting.ts';
import { focusField } from './focusField.ts';
import { useStaffWords } from './staffWords.ts';
import { useTakesFocus } from '#platform/web/ui/useTakesFocus.ts';

interface SendPartProps {
  /** By whose clocks a moment is chosen. */
  zone: string;
  acting: Acting;
  /** Whether it comes because somebody here has just taken it back. */
  takesFocus: boolean;
  /** @param at null: as soon as it may */
  onSend: (at: string | null) => void;
}

/** Sends a draft: now, or at a moment. */
export function SendPart({ zone, acting, takesFocus, onSend }: SendPartProps) {
  const { t } = useStaffWords();
  const { zoneName } = useFormats();
  const now = useNow();
  const [isLater, setLater] = useState(false);
  const [wall, setWall] = useState('');
  const [isTried, setTried] = useState(false);
  const heading = useTakesFocus<HTMLHeadingElement>(takesFocus);
  const part = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isLater) part.current?.querySelector<HTMLElement>('[name=at]')?.focus();
  }, [isLater]);
  const at = momentOf(wall, zone);
  const isMissing = at === null || Date.parse(at) <= now.getTime();
  const busy = acting.state === 'doing' && t('send.sending');
  return (
    <section ref={part} className="grid gap-3">
      <h2 ref={heading} tabIndex={-1} className="text-section">
        {t('send.title')}
      </h2>
      <p className="text-muted">{t(isLater ? 'send.holdLater' : 'send.hold')}</p>
      {isLater ? (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(form) => {
            form.preventDefault();
            setTried(true);
            if (isMissing) focusField(form, 'at');
            else onSend(at);
          }}
        >
          <TextField
            label={t('send.at')}
            name="at"
            type="datetime-local"
            value={wall}
            onChange={setWall}
            description={t('send.atHint', { zone: zoneName(zone, now) })}
            fault={isTried && isMissing ? t('send.atMissing') : undefined}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button type="submit" look="primary" busy={busy}>
              {t('send.sendAt')}
            </Button>
            <Button
              look="plain"
              className="mx-0"
              onClick={() => {
                setLater(false);
                heading.current?.focus();
              }}
            >
              {t('send.notLater')}
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex flex-wrap gap-3">
          <Button look="primary" busy={busy} onClick={() => onSend(null)}>
            {t('send.now')}
          </Button>
          <Button onClick={() => setLater(true)}>{t('send.later')}</Button>
        </div>
      )}
      <p role="status" className="text-live empty:hidden">
        {acting.state === 'failed' && t('send.notSent', { reason: acting.sentence })}
      </p>
    </section>
  );
}

import { Button, ButtonLink } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import type { LinkPurpose } from '../contract.ts';
import { useWaysWords } from './useWaysWords.ts';

export interface Link {
  purpose: LinkPurpose;
  email: string;
  name: string | null;
}

/** A press is asked for: programs that read mail follow links, and must not use them up. */
export type Using =
  | { state: 'ready' }
  | { state: 'sending' }
  | { state: 'failed'; sentence: string }
  | { state: 'verified'; email: string };

interface LinkViewProps {
  link: Link;
  using: Using;
  onUse: () => void;
}

/** What a link that signs in, or confirms an address, is about to do. */
export function LinkView({ link: { purpose, email, name }, using, onUse }: LinkViewProps) {
  const { t } = useWaysWords();
  if (using.state === 'verified') {
    return (
      <div className="grid gap-4" role="status">
        <PageHeading title={t('link.verifiedTitle')} />
        <p>{t('link.verifiedText', { email: using.email })}</p>
        <ButtonLink to="/home" className="justify-self-start">
          {t('link.toHome')}
        </ButtonLink>
      </div>
    );
  }
  const say = {
    'sign-in': {
      title: t('link.signInTitle'),
      text: t('link.signInText', { name: name ?? '', email }),
      go: t('link.signInNow'),
      busy: t('link.signingIn'),
    },
    'verify-email': {
      title: t('link.verifyTitle'),
      text: t('link.verifyText', { email }),
      go: t('link.confirm'),
      busy: t('link.confirming'),
    },
    'change-email': {
      title: t('link.changeTitle'),
      text: t('link.changeText', { email }),
      go: t('link.confirm'),
      busy: t('link.confirming'),
    },
  }[purpose as Exclude<LinkPurpose, 'reset'>];
  return (
    <div className="grid gap-4">
      <PageHeading title={say.title} />
      {using.state === 'failed' && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {using.sentence}
        </p>
      )}
      <p className="[overflow-wrap:anywhere]">{say.text}</p>
      <Button look="primary" onClick={onUse} busy={using.state === 'sending' && say.busy}>
        {say.go}
      </Button>
    </div>
  );
}

/** For a link that was used, or is too old, or never was one. */
export function SpentLink() {
  const { t } = useWaysWords();
  return (
    <div className="grid gap-4">
      <PageHeading title={t('link.spentTitle')} />
      <p>{t('link.spentText')}</p>
      <p className="flex flex-wrap gap-4">
        <ButtonLink to="/login">{t('link.toSignIn')}</ButtonLink>
        <ButtonLink to="/login?forgotten" look="quiet">
          {t('link.another')}
        </ButtonLink>
      </p>
    </div>
  );
}

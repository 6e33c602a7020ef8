import { useHostWords } from './useHostWords.ts';

/** A student's phone, with this session as a student sees it. */
export function HostFrame({ src }: { src: string }) {
  const { t } = useHostWords();
  return (
    <figure className="m-0">
      <figcaption className="mb-2">
        <span className="text-section">{t('host.frame')}</span>
        <span className="block text-caption text-muted">{t('host.frameNote')}</span>
      </figcaption>
      <iframe
        src={src}
        title={t('host.frame')}
        className="block h-[40rem] max-h-[80dvh] w-full max-w-[22.5rem] rounded-[1.75rem] border-[6px] border-ink bg-canvas"
      />
    </figure>
  );
}

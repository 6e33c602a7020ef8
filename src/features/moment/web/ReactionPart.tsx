import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { reactions, type ReactionKind } from '../contract.ts';
import { ReactionIcon } from './ReactionIcon.tsx';
import { useMomentWords } from './useMomentWords.ts';
import type { Shown } from './useReactions.ts';

interface ReactionPartProps {
  shown: Shown;
  onReact: (kind: ReactionKind) => void;
}

/** Reactions to be pressed, each with how often it came in the last seconds. */
export function ReactionPart({ shown, onReact }: ReactionPartProps) {
  const { t } = useMomentWords();
  const formats = useFormats();
  return (
    <div role="group" aria-label={t('reaction.label')} className="flex flex-wrap gap-2">
      {reactions.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-label={t(`reaction.${kind}`)}
          title={t(`reaction.${kind}`)}
          onClick={() => onReact(kind)}
          className="controls inline-flex min-w-11 items-center justify-center gap-2 rounded-control border border-control bg-surface px-3 hover:bg-quiet"
        >
          <ReactionIcon kind={kind} />
          {/* For the eye: a voice that counts applause would talk over what is applauded. */}
          {shown[kind] !== undefined && (
            <span aria-hidden="true" className="font-strong">
              {formats.number(shown[kind])}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** What the class reacts, with nothing to press. */
export function ReactionsShown({ shown, className = '' }: { shown: Shown; className?: string }) {
  const formats = useFormats();
  return (
    <p aria-hidden="true" className={`flex flex-wrap items-center gap-x-[0.75em] empty:hidden ${className}`}>
      {reactions.flatMap((kind) =>
        shown[kind] === undefined
          ? []
          : [
              <span key={kind} className="appears inline-flex items-center gap-[0.25em]">
                <ReactionIcon kind={kind} />
                <bdi className="font-strong">{formats.number(shown[kind])}</bdi>
              </span>,
            ],
      )}
    </p>
  );
}

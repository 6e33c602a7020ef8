import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type DeskText } from '../../contract.ts';
import { mostBeside } from '../results/Texts.tsx';
import { usePollsWords } from '../usePollsWords.ts';
import { StaffTexts } from './StaffTexts.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface DeskTextsProps {
  pollId: string;
  acts: Pick<DeskActs, 'onDo'>;
}

/** What was written in a poll, with what staff keep from everybody. */
export function DeskTexts({ pollId, acts }: DeskTextsProps) {
  const texts = viewOf(useLiveView(polls, 'poll:desk-texts', { pollId }));
  return (
    <DeskTextsView
      texts={texts}
      onHide={(text, hidden) => acts.onDo({ name: 'poll:hide-text', input: { pollId, text, hidden } })}
    />
  );
}

/** The same in short, beside another round of the poll. */
export function DeskTextsBeside({ pollId }: { pollId: string }) {
  const { t: say } = usePollsWords();
  return (
    <Shown
      view={viewOf(useLiveView(polls, 'poll:desk-texts', { pollId }))}
      loading={say('result.textsLoading')}
      failed={say('result.textsFailed')}
      bones={<Bones lines={['80%', '60%', '90%']} />}
    >
      {({ texts }) => <StaffTexts texts={texts} most={mostBeside} />}
    </Shown>
  );
}

interface DeskTextsViewProps {
  texts: View<{ shown: boolean; texts: readonly DeskText[] }>;
  onHide: (text: string, hidden: boolean) => void;
}

export function DeskTextsView({ texts: view, onHide }: DeskTextsViewProps) {
  const { t } = useDeskWords();
  const { t: say } = usePollsWords();
  return (
    <Shown
      view={view}
      loading={say('result.textsLoading')}
      failed={say('result.textsFailed')}
      bones={<Bones lines={['80%', '60%', '90%']} />}
    >
      {({ shown, texts }) => {
        if (!shown) return <p className="text-muted">{t('report.sealed')}</p>;
        if (texts.length === 0) return <p className="text-muted">{say('result.noTexts')}</p>;
        return (
          <ul
            aria-label={t('report.moderate')}
            className="grid grid-cols-[minmax(0,1fr)] border-t border-hairline"
          >
            {texts.map(({ text, count, hidden }) => (
              <li key={text} className="flex items-start justify-between gap-4 border-b border-hairline py-1">
                <span className="min-w-0 py-2">
                  <span
                    dir="auto"
                    className={`whitespace-pre-line [overflow-wrap:anywhere] ${hidden ? 'text-muted line-through' : ''}`}
                  >
                    {text}
                  </span>
                  {count > 1 && (
                    <span className="ms-2 text-caption text-muted">{say('result.times', { count })}</span>
                  )}
                  {hidden && <span className="block text-caption text-muted">{t('report.hidden')}</span>}
                </span>
                <Button
                  look="plain"
                  aria-label={hidden ? t('report.showOf', { text }) : t('report.hideOf', { text })}
                  onClick={() => onHide(text, !hidden)}
                  className="mx-0 shrink-0"
                >
                  {hidden ? t('report.show') : t('report.hide')}
                </Button>
              </li>
            ))}
          </ul>
        );
      }}
    </Shown>
  );
}

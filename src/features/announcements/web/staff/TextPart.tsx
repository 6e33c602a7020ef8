import { TextArea } from '#platform/web/ui/TextArea.tsx';
import { announcementLimits } from '../../contract.ts';
import { useStaffWords } from './staffWords.ts';

interface TextPartProps {
  value: string;
  onChange: (value: string) => void;
  fault: string | undefined;
}

/** What is announced, as Markdown. */
export function TextPart(props: TextPartProps) {
  const { t } = useStaffWords();
  return (
    <TextArea
      {...props}
      label={t('form.text')}
      name="text"
      rows={8}
      maxLength={announcementLimits.textLength}
      hint={t('form.textHint')}
    />
  );
}

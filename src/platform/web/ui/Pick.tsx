import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useTranslation } from 'react-i18next';
import { DownIcon } from './icons.tsx';

interface PickProps {
  label: string;
  value: string;
  options: readonly { id: string; label: string }[];
  onChange: (id: string) => void;
  description?: string;
}

/** One of many, found by typing a part of its name. */
export function Pick({ label, value, options, onChange }: PickProps) {
  const { t } = useTranslation();
  return (
    <ComboBox
      defaultItems={options}
      selectedKey={value}
      onSelectionChange={(key) => key !== null && onChange(String(key))}
      menuTrigger="focus"
      className="grid gap-1"
    >
      <Label className="text-label">{label}</Label>
      <div className="relative">
        <Input className="field pe-10" />
        <Button
          aria-label={t('kit.showAll')}
          className="absolute end-0 top-0 flex h-full w-10 items-center justify-center text-muted"
        >
          <DownIcon />
        </Button>
      </div>
      <Popover className="w-(--trigger-width) overflow-hidden rounded-control border border-hairline bg-surface shadow-float">
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 36 }}>
          <ListBox className="max-h-64 overflow-auto outline-none" renderEmptyState={() => <Nothing />}>
            {(option: { id: string; label: string }) => (
              <ListBoxItem
                id={option.id}
                textValue={option.label}
                className="flex h-9 cursor-pointer items-center px-3 outline-none data-[focused]:bg-accent-soft data-[selected]:font-strong"
              >
                {option.label}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      </Popover>
    </ComboBox>
  );
}

function Nothing() {
  const { t } = useTranslation();
  return <p className="p-3 text-muted">{t('kit.noneFits')}</p>;
}

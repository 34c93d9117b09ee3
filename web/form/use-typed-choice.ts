import { useCombobox } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { useState } from 'react';

/** A field that is a value until somebody types into it: then its choices are looked through. */
export function useTypedChoice(title: string | undefined) {
  const [text, setText] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const open = () => combobox.openDropdown();
  const end = () => {
    combobox.closeDropdown();
    setText(null);
  };
  return {
    combobox,
    /** What is typed now; '' while the value is shown. */
    typed: text ?? '',
    end,
    input: {
      value: text ?? title ?? '',
      onFocus: open,
      onClick: open,
      onBlur: end,
      onChange: (event: ChangeEvent<HTMLInputElement>) => {
        setText(event.currentTarget.value);
        open();
        combobox.updateSelectedOptionIndex();
      },
    },
  };
}

import type { Icon } from '@tabler/icons-react';
import {
  IconArrowsExchange, IconCalendarDue, IconChecklist, IconCircleCheck, IconMail, IconPhone,
} from '../../ui/icons.ts';

const ICONS: Record<string, Icon> = {
  call: IconPhone, letter: IconMail, deferral: IconCalendarDue, acceptance: IconArrowsExchange,
  approval: IconCircleCheck,
};

export function TaskIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Shape = ICONS[kind] ?? IconChecklist;
  return <Shape size={size} stroke={1.6} aria-hidden />;
}

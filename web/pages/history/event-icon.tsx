import type { Icon } from '@tabler/icons-react';
import {
  IconArrowRight, IconArrowsExchange, IconCalendarDue, IconCash, IconChecklist, IconFileText,
  IconMessage, IconPaperclip, IconPencil, IconTruckDelivery,
} from '../../ui/icons.ts';
import type { EventWords } from './event-words.ts';

const ICONS: Record<EventWords['icon'], Icon> = {
  money: IconCash,
  order: IconFileText,
  shipment: IconTruckDelivery,
  stage: IconArrowRight,
  task: IconChecklist,
  comment: IconMessage,
  transfer: IconArrowsExchange,
  edit: IconPencil,
  deferral: IconCalendarDue,
  file: IconPaperclip,
};

export function EventIcon({ name }: { name: EventWords['icon'] }) {
  const Shape = ICONS[name];
  return <Shape stroke={1.6} aria-hidden />;
}

import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { leadAccept } from '#contract/leads';
import type { LeadCard } from '#contract/leads';
import { call } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { toast } from '../../ui/toast-store.ts';
import { refreshCard } from './use-lead.ts';

const ConvertDialog = lazyPart(() =>
  import('../leads/convert-dialog.tsx').then((module) => module.ConvertDialog));
const ReturnDialog = lazyPart(() =>
  import('./return-dialog.tsx').then((module) => module.ReturnDialog));

async function accept(lead: LeadCard): Promise<void> {
  try {
    await call(leadAccept, { params: { id: lead.id } });
    announce(ruLeads.accepted(lead.number));
    toast(ruLeads.accepted(lead.number));
  } catch (error) {
    failToast(ruLeads.acceptFailed(lead.number), error);
  }
  refreshCard(lead.id);
}

type Asked = 'pass' | 'return';

/** What the reader may do with the lead as it stands. */
function meansOf(lead: LeadCard, me: number | undefined) {
  const [latest] = lead.passings;
  const isAccepted = latest !== undefined && latest.acceptedAt !== null;
  const isMine = lead.transferredTo?.id === me;
  return {
    mayPass: lead.may.convert && (lead.isOpen || isAccepted),
    mayAccept: lead.may.answer && isMine && !isAccepted,
    backLabel: isMine && lead.responsible?.id !== me ? ruLeads.giveBack : ruLeads.takeBack,
    isFirst: latest === undefined || latest.returnedAt !== null,
  };
}

function Asking({ lead, asked, onClose }: {
  lead: LeadCard; asked: Asked | null; onClose: () => void;
}) {
  return (
    <Suspense>
      {asked === 'pass' ? <ConvertDialog lead={lead} onClose={onClose} /> : null}
      {asked === 'return' ? (
        <ReturnDialog lead={lead} onClose={onClose} onDone={() => refreshCard(lead.id)} />
      ) : null}
    </Suspense>
  );
}

/** What this reader can do: the operator passes it on, the receiver takes it or sends it back. */
export function LeadActions({ lead }: { lead: LeadCard }) {
  const session = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { mayPass, mayAccept, backLabel, isFirst } = meansOf(lead, session.employee?.id);
  const words = lead.may.convertToOthers ? ruLeads.convert : ruLeads.convert.own;
  useHotkeys(mayPass ? { t: () => setAsked('pass') } : {});
  return (
    <>
      {mayPass ? (
        <Button
          variant={isFirst ? 'filled' : 'default'}
          title={words.hint}
          onClick={() => setAsked('pass')}
        >
          {words.open}
        </Button>
      ) : null}
      {mayAccept ? (
        <Button onClick={() => void accept(lead)}>{ruLeads.accept}</Button>
      ) : null}
      {lead.may.answer ? (
        <Button variant="default" onClick={() => setAsked('return')}>{backLabel}</Button>
      ) : null}
      <Asking lead={lead} asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

import type { CompanyCard } from '#contract/customers';
import { PanelFrame } from '../../panel/panel-frame.tsx';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruPanel as texts } from '../../texts/ru-panel.ts';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { CompanySide } from './company-side.tsx';
import { COMPANY_DOOR, useCompany } from './use-company.ts';

function Body({ company }: { company: CompanyCard }) {
  const editor = useRecordEditor(company, COMPANY_DOOR);
  return (
    <>
      <EditNotices editor={editor} />
      <CompanySide company={company} save={editor.save} isInPanel />
    </>
  );
}

/** The company beside the list: requisites, people and leads; deals and history are on its card. */
export function CompanyPanel({ id, onClose }: PanelProps) {
  const { data: company, error, refetch } = useCompany(id);
  return (
    <PanelFrame
      label={texts.company(company?.name ?? '')}
      mark={company?.inn}
      title={company?.name}
      to={paths.company(id)}
      error={error}
      onRetry={() => void refetch()}
      onClose={onClose}
    >
      {company ? <Body company={company} /> : null}
    </PanelFrame>
  );
}

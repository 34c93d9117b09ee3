import { ActionIcon, Menu } from '@mantine/core';
import type { ExportStart } from '#contract/exports';
import { ruLists } from '../texts/ru-lists.ts';
import { IconDownload } from '../ui/icons.ts';
import { startExport } from './exports-store.ts';

/** «Выгрузить»: the view as a file, with the columns that stand on the screen. */
export function ExportMenu({ view, total }: {
  view: Omit<ExportStart, 'format'>; total: number | undefined;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} variant="default" aria-label={ruLists.export} title={ruLists.export}>
          <IconDownload size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void startExport({ ...view, format: 'xlsx' }, total)}>
          {ruLists.exportXlsx}
        </Menu.Item>
        <Menu.Item onClick={() => void startExport({ ...view, format: 'csv' }, total)}>
          {ruLists.exportCsv}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

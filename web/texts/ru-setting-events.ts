// How changes of the settings are told: names of their fields and the values that are codes.
import { REQUIRABLE_DEAL_FIELDS, REQUIRABLE_LEAD_FIELDS } from '#contract/stage-rules';
import { ruFields } from './ru-fields.ts';
import { ruNotices } from './ru-notices.ts';
import { ruSettings } from './ru-settings.ts';
import { ruStaff } from './ru-staff.ts';

const { pipelines } = ruSettings;
const { entities, actions, scopes, fieldGroups } = ruStaff;

const under = (place: string, words: Readonly<Record<string, string>>) =>
  Object.entries(words).filter(([name]) => name !== '')
    .map(([name, text]) => [`${place}.${name}`, text] as const);

/** «Сделки: выгружать», one for each cell of the matrix. */
const grants = Object.entries(entities).flatMap(([entity, noun]) =>
  Object.entries(actions).map(([action, verb]) =>
    [`role.${entity}.${action}`, `${noun}: ${verb}`] as const));

const { host, login, sender, address } = ruNotices.mail;

const fields: Record<string, string> = {
  archived: 'В архиве', deleted: 'Удалено', colour: 'Цвет',
  'pipeline.order': 'Порядок', 'source.order': 'Порядок', 'lossReason.order': 'Порядок',
  'customField.order': 'Порядок',
  'department.kind': 'Чем занимается', 'department.position': 'Место в списке',
  'customField.kind': ruFields.kind, hint: ruFields.hint, section: ruFields.section,
  options: ruFields.options, readerRoleIds: ruFields.readers, editorRoleIds: ruFields.editors,
  isListed: ruFields.listed, isFrequent: ruFields.frequent, isSearched: ruFields.searched,
  semantics: pipelines.semantics, entersWhen: 'Деньги переводят сюда, когда',
  idleDays: 'Застой, рабочих дней', requiredFields: 'Обязательные поля',
  needsPayment: 'Только при полной оплате', needsReason: 'Просит причину словами',
  followsMoney: pipelines.followsMoney, acceptanceHours: pipelines.acceptance,
  needsText: 'Просит слова', pipelineId: 'Воронка',
  roleIds: 'Роли', hidden: 'Скрытые поля', login: 'Логин', fields: 'Поля',
  'leads.topics': 'Темы обращений', mailServer: ruNotices.mail.title,
  ...Object.fromEntries(under('mailServer', { host, login, sender, address })),
  base: 'База 1С', epoch: 'Эпоха базы', watched: 'Следить за связью',
  ...Object.fromEntries(grants),
};

const values: Record<string, string> = Object.fromEntries([
  ...under('grant', scopes), ...under('hidden', fieldGroups),
  ...under('semantics', pipelines.kinds), ...under('colour', pipelines.colours),
  ...under('entersWhen', pipelines.conditions), ...under('kind', ruFields.kinds),
  ...under('kind', ruStaff.kinds),
  ...under('requiredFields', { ...REQUIRABLE_LEAD_FIELDS, ...REQUIRABLE_DEAL_FIELDS }),
]);

export const ruSettingEvents = { fields, values } as const;

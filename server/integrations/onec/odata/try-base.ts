// The test button: each step of a connection in words, up to the first that fails.
import type { OdataTrial, OdataVerdict } from '#contract/odata';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { rootOf, sameHost } from './address.ts';
import { chooseProfile, profileOf, type Probe } from './choose-profile.ts';
import { readNodes, readReceivedNo } from './exchange-node.ts';
import { probeMetadata } from './metadata.ts';
import { OdataProblem } from './problem.ts';
import { listObjects } from './read-objects.ts';
import type { Connection } from './request.ts';

/** A person waits at the screen. */
const ANSWER_MS = 45_000;
const MISSING_SHOWN = 20;

type Step = OdataVerdict['steps'][number];

export async function tryOdata(
  ctx: Context, secrets: Secrets, input: OdataTrial,
): Promise<OdataVerdict> {
  const connection = await connectionOf(ctx, secrets, input);
  const verdict: OdataVerdict = { ok: true, steps: [], nodes: [] };
  const say = (step: Step) => verdict.steps.push(step);
  try {
    const probe = chooseProfile(await probeMetadata(connection));
    say({ ok: true, text: 'Связь есть, имя и пароль приняты, описание базы прочитано' });
    sayProbe(probe, say);
    if (probe.fatal) return { ...verdict, ok: false };
    await readOne(connection, probe, say);
    if (input.plan) await readPlan(connection, { ...input, plan: input.plan }, verdict);
  } catch (error) {
    if (!(error instanceof OdataProblem)) throw error;
    say({ ok: false, text: error.message });
  }
  return { ...verdict, ok: verdict.steps.every(({ ok }) => ok) };
}

async function connectionOf(
  ctx: Context, secrets: Secrets, { id, url, login, password }: OdataTrial,
): Promise<Connection> {
  const root = rootOf(url);
  const words = { root, login, answerMs: ANSWER_MS };
  if (password !== undefined || id === undefined) return { ...words, password: password ?? '' };
  const kept = await one<{ url: string; sealed: Buffer | null }>(ctx.db,
    `select url, password_sealed as sealed from onec.odata_link where base_id = $1`, [id]);
  if (!kept) throw refuse('record.missing');
  if (kept.sealed && !sameHost(kept.url, root)) {
    throw refuseField('password', 'Адрес другой: введите пароль заново');
  }
  return { ...words, password: kept.sealed ? secrets.open(kept.sealed) : '' };
}

function sayProbe(probe: Probe, say: (step: Step) => void): void {
  const { title, missing, paymentLink } = probe;
  say({
    ok: !probe.fatal,
    text: probe.code === null ? 'Конфигурация не узнана' : `Конфигурация: ${title}${
      paymentLink ? `, оплата называет заказ в «${paymentLink}»` : ''}`,
  });
  const note = { ok: !probe.fatal, isNote: true };
  const checked = profileOf(probe.code)?.checked;
  if (checked) say({ ok: true, isNote: true, text: `С чем сверены имена: ${checked}` });
  for (const line of missing.slice(0, MISSING_SHOWN)) say({ ...note, text: line });
  const rest = missing.length - MISSING_SHOWN;
  if (rest > 0) say({ ...note, text: `и ещё не хватает: ${rest}` });
}

/** Rights are tried by reading: a set may be published and closed to the user. */
async function readOne(
  connection: Connection, probe: Probe, say: (step: Step) => void,
): Promise<void> {
  const order = profileOf(probe.code)?.sources.find(({ type }) => type === 'order');
  if (!order) return;
  const listed = await listObjects(
    { connection, sizes: new Map() }, order.set, { from: recent(), to: null });
  say({ ok: true, text: `Документы читаются: за сегодня ${order.title} — ${listed.size}` });
}

const recent = (): string => new Date().toISOString().slice(0, 10);

async function readPlan(
  connection: Connection, { plan, nodeUid }: { plan: string; nodeUid: string | null },
  verdict: OdataVerdict,
): Promise<void> {
  verdict.nodes.push(...await readNodes(connection, plan));
  if (!nodeUid) {
    const none = verdict.nodes.length === 0;
    verdict.steps.push({
      ok: !none, text: none ? `В плане обмена «${plan}» нет узлов: создайте узел для Верстака`
        : 'План обмена найден, выберите узел',
    });
    return;
  }
  const no = await readReceivedNo(connection, { plan, uid: nodeUid });
  verdict.steps.push({ ok: true, text: `Узел плана обмена найден, номер принятого ${no}` });
}

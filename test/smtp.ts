// A real mail server on a free port: letters arrive by SMTP, are parsed and kept.
import type { Readable } from 'node:stream';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type Received = {
  subject: string; to: string; text: string; html: string; messageId: string;
};

export type Smtp = {
  port: number;
  letters: Received[];
  /** Every letter is answered by this code from now on; null accepts again. */
  refuse: (code: number | null) => void;
  /**
   * Lets the next letter hang without an answer, not kept or kept already; resolves when it does.
   * The line is dead from then on: the sender never hears.
   */
  hang: (when: 'unkept' | 'kept') => Promise<void>;
  stop: () => Promise<void>;
};

const LOGIN = 'verstak';
const PASSWORD = 'тайна';

async function receive(stream: Readable): Promise<Received> {
  const mail = await simpleParser(stream);
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return {
    subject: mail.subject ?? '', to: to?.text ?? '', text: mail.text ?? '',
    html: mail.html || '', messageId: mail.messageId ?? '',
  };
}

export async function startSmtp(): Promise<Smtp> {
  const letters: Received[] = [];
  let code: number | null = null;
  let hanging: { when: 'unkept' | 'kept'; hung: () => void } | null = null;
  async function keep(stream: Readable, done: (error?: Error | null) => void): Promise<void> {
    const letter = await receive(stream);
    if (hanging) {
      const { when, hung } = hanging;
      hanging = null;
      if (when === 'kept') letters.push(letter);
      hung();
      return;
    }
    if (code === null) letters.push(letter);
    done(code === null ? null
      : Object.assign(new Error(`${code} refused`), { responseCode: code }));
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === LOGIN && password === PASSWORD) done(null, { user: username });
      else done(new Error('535 wrong'));
    },
    onData: (stream, _session, done) => void keep(stream, done),
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.server.address() as { port: number };
  const stop = () => new Promise<void>((resolve) => { server.close(resolve); });
  const hang: Smtp['hang'] = (when) => new Promise((hung) => { hanging = { when, hung }; });
  return { port, letters, refuse: (next) => { code = next; }, hang, stop };
}

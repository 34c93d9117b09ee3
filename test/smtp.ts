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
  async function keep(stream: Readable, done: (error?: Error | null) => void): Promise<void> {
    const letter = await receive(stream);
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
  return { port, letters, refuse: (next) => { code = next; }, stop };
}

// A trouble with the installation that a person can mend: says what is wrong and the exact command.

export class PostgresProblem extends Error {
  readonly mend: string;

  constructor(what: string, mend: string) {
    super(mend ? `${what}\nTo mend it: ${mend}` : what);
    this.name = 'PostgresProblem';
    this.mend = mend;
  }
}

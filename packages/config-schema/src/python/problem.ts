/** Why a Python file cannot be read without running it. Offsets are those of the file. */
export class PythonProblem extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.name = 'PythonProblem';
    this.start = start;
    this.end = end;
  }
}

/** What goes wrong in a way that a person can do something about: shown without a stack. */
export class LaunchProblem extends Error {}

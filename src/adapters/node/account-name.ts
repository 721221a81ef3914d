import { userInfo } from 'node:os'

/** The account that somebody logged in with, even where the command runs as another (sudo). */
export function accountName(environment: NodeJS.ProcessEnv = process.env): string {
  const loggedIn = environment['SUDO_USER']
  if (loggedIn) return loggedIn
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that no account has.
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

/** A value that stands outside the configuration and is known in it by its name only. */
export interface Secret {
  readonly kind: 'secret'
  /** The environment variable that holds it; `NAME_FILE` names a file that does. */
  readonly name: string
  /** Read where neither variable is set; from the folder of the configuration. */
  readonly file?: string
}

/**
 * Names a secret: its value is taken from the environment variable `name`, else from the file that `name` + `_FILE`
 * gives (as container and service managers hand secrets over), else from `options.file`.
 */
export function secret(name: string, options: { readonly file?: string } = {}): Secret {
  return { kind: 'secret', name, ...options }
}

/** Turns a secret's name into its value; given by a root, which knows the environment. Throws AppError `secret-missing`. */
export type RevealSecret = (secret: Secret) => string

/** The file that holds a secret; null where the environment holds it. */
export type LocateSecret = (secret: Secret) => string | null

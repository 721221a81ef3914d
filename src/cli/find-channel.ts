import type { Config } from '../config/config.ts'
import { AppError } from '../core/errors.ts'
import type { Channel } from '../core/mirror/mirror.ts'

/** The channel that an operator named. Throws AppError `channel-not-found`. */
export function findChannel(id: string, { channels }: Pick<Config, 'channels'>): Channel {
  const channel = channels.find(each => each.id === id)
  if (channel !== undefined) return channel
  throw new AppError('channel-not-found', `there is no channel "${id}"`, {
    next: `channels in the configuration: ${channels.map(each => each.id).join(', ')}`,
  })
}

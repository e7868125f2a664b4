/** Permissions of Microsoft Graph for Teams. Some of them need the consent of an administrator. */
import { anyOf } from '../microsoft-graph.ts'

export const defaultScopes = [
  'Team.ReadBasic.All',
  'Team.Create',
  'TeamSettings.ReadWrite.All',
  'TeamMember.ReadWrite.All',
  'Channel.ReadBasic.All',
  'Channel.Create',
  'ChannelMessage.Read.All',
  'ChannelMessage.Send',
  'ChannelMessage.ReadWrite',
  'Chat.ReadWrite',
  'OnlineMeetings.ReadWrite',
  'People.Read',
]

export const canSeeTeams = anyOf('Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All')
export const canCreateTeams = anyOf('Team.Create')
export const canChangeTeams = anyOf('TeamSettings.ReadWrite.All')
export const canSeeMembers = anyOf('TeamMember.Read.All', 'TeamMember.ReadWrite.All')
export const canChangeMembers = anyOf('TeamMember.ReadWrite.All')
export const canSeeChannels = anyOf('Channel.ReadBasic.All', 'ChannelSettings.Read.All')
export const canCreateChannels = anyOf('Channel.Create')
export const canReadChannels = anyOf('ChannelMessage.Read.All')
export const canPostInChannels = anyOf('ChannelMessage.Send')
export const canEditInChannels = anyOf('ChannelMessage.ReadWrite')
export const canReadChats = anyOf('Chat.Read', 'Chat.ReadWrite')
export const canWriteChats = anyOf('Chat.ReadWrite')
export const canPostInChats = anyOf('ChatMessage.Send', 'Chat.ReadWrite')
export const canCreateChats = anyOf('Chat.Create', 'Chat.ReadWrite')

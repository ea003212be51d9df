import type { SystemRoleKey } from '#core/access/system_roles'

/** A user of the demonstration who can log in. */
export interface DemoAccount {
  readonly email: string
  readonly username: string
  readonly firstName: string
  readonly lastName: string
}

/** A user who belongs to an organization with one of its built-in roles. */
export interface DemoMember extends DemoAccount {
  readonly role: SystemRoleKey
}

/** May enter the admin pages, and owns Demo Company. */
export const superuser: DemoAccount = {
  email: 'admin@crm.com',
  username: 'admin',
  firstName: 'Admin',
  lastName: 'User',
}

/** Owns Globex, so that there is a user whom Demo Company is none of the business of. */
export const globexOwner: DemoAccount = {
  email: 'owner@globex.example.com',
  username: 'globex',
  firstName: 'Hank',
  lastName: 'Scorpio',
}

/** One member of Demo Company for each built-in role that a user is given as a rule. */
export const demoMembers: readonly DemoMember[] = [
  {
    email: 'administrator@democompany.com',
    username: 'administrator',
    firstName: 'Anna',
    lastName: 'Novak',
    role: 'admin',
  },
  {
    email: 'manager@democompany.com',
    username: 'manager',
    firstName: 'Maria',
    lastName: 'Lopez',
    role: 'manager',
  },
  {
    email: 'sales@democompany.com',
    username: 'sales',
    firstName: 'Sam',
    lastName: 'Carter',
    role: 'sales',
  },
  {
    email: 'support@democompany.com',
    username: 'support',
    firstName: 'Sofia',
    lastName: 'Rossi',
    role: 'support',
  },
  {
    email: 'viewer@democompany.com',
    username: 'viewer',
    firstName: 'Victor',
    lastName: 'Young',
    role: 'viewer',
  },
]

import type Employee from '#plugins/employees/models/employee'

/** An employee of the demonstration, found again by their code. */
export interface DemoEmployee {
  readonly code: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly department: string
  readonly jobTitle: string
  readonly employmentType: Employee['employmentType']
  readonly status: Employee['status']
  /** The code of the manager, who comes earlier in the list. */
  readonly manager?: string
  /** The e-mail address of the login. */
  readonly login?: string
}

export const demoEmployees: readonly DemoEmployee[] = [
  {
    code: 'EMP001',
    firstName: 'Maria',
    lastName: 'Lopez',
    email: 'manager@democompany.com',
    department: 'Sales',
    jobTitle: 'Sales Manager',
    employmentType: 'full_time',
    status: 'active',
    login: 'manager@democompany.com',
  },
  {
    code: 'EMP002',
    firstName: 'Sam',
    lastName: 'Carter',
    email: 'sales@democompany.com',
    department: 'Sales',
    jobTitle: 'Sales Representative',
    employmentType: 'full_time',
    status: 'active',
    manager: 'EMP001',
    login: 'sales@democompany.com',
  },
  {
    code: 'EMP003',
    firstName: 'Nina',
    lastName: 'Patel',
    email: 'nina.patel@democompany.com',
    department: 'Sales',
    jobTitle: 'Account Manager',
    employmentType: 'full_time',
    status: 'on_leave',
    manager: 'EMP001',
  },
  {
    code: 'EMP004',
    firstName: 'Sofia',
    lastName: 'Rossi',
    email: 'support@democompany.com',
    department: 'Support',
    jobTitle: 'Support Specialist',
    employmentType: 'full_time',
    status: 'active',
    login: 'support@democompany.com',
  },
  {
    code: 'EMP005',
    firstName: 'Paul',
    lastName: 'Nguyen',
    email: 'paul.nguyen@democompany.com',
    department: 'Marketing',
    jobTitle: 'Marketing Specialist',
    employmentType: 'part_time',
    status: 'active',
  },
  {
    code: 'EMP006',
    firstName: 'Ida',
    lastName: 'Berg',
    email: 'ida.berg@democompany.com',
    department: 'Sales',
    jobTitle: 'Intern',
    employmentType: 'intern',
    status: 'active',
    manager: 'EMP001',
  },
  {
    code: 'EMP007',
    firstName: 'Helen',
    lastName: 'Okafor',
    email: 'helen.okafor@democompany.com',
    department: 'Operations',
    jobTitle: 'Operations Manager',
    employmentType: 'full_time',
    status: 'active',
  },
  {
    code: 'EMP008',
    firstName: 'Ravi',
    lastName: 'Mehta',
    email: 'ravi.mehta@democompany.com',
    department: 'Human Resources',
    jobTitle: 'HR Specialist',
    employmentType: 'full_time',
    status: 'active',
    manager: 'EMP007',
  },
  {
    code: 'EMP009',
    firstName: 'Clara',
    lastName: 'Jensen',
    email: 'clara.jensen@democompany.com',
    department: 'Sales',
    jobTitle: 'Sales Representative',
    employmentType: 'full_time',
    status: 'active',
    manager: 'EMP001',
  },
  {
    code: 'EMP010',
    firstName: 'Tom',
    lastName: 'Baker',
    email: 'tom.baker@democompany.com',
    department: 'Support',
    jobTitle: 'Support Specialist',
    employmentType: 'contract',
    status: 'active',
    manager: 'EMP004',
  },
]

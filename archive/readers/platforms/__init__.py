"""Readers of what platforms and their common collectors give: posts with their own metadata.

An id that a platform gave is only its own: records get `telegram:CHANNEL/123`,
`twitter:123`, so that no two platforms, channels or files meet in one. Where an
export gives no id (Facebook, Instagram, WhatsApp) none is made up, and the same
post in two files is the same record by its content.
"""

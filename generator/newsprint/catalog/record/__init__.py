"""The record of the last build (its pages, and what each of them read) and the plan of the next one."""

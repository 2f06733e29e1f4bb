"""The pages: the only user of Streamlit."""
